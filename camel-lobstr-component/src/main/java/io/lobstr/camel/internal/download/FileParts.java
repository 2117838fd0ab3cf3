/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.lobstr.camel.internal.download;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.operation.Words;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Whether the parts that a host sends make one file: the next bytes of the same thing, of a length that adds up.
 */
final class FileParts {

    private final Function<String, LobstrException> failure;
    private Version version;
    /** Where the last part ends, -1 where that was not said. */
    private long partEnd;

    /**
     * @param failure makes the exception of what is wrong with the file, which continues a sentence
     */
    FileParts(Function<String, LobstrException> failure) {
        this.failure = failure;
    }

    /** What makes a file the same file. */
    private record Version(String etag, String lastModified, long length) {

        static Version of(FileHost.Part part) {
            return new Version(part.header(HttpHeaders.ETAG), part.header(HttpHeaders.LAST_MODIFIED), part.length());
        }

        /** Where a part says it, and the whole did not. */
        Version ofLength(long said) {
            return new Version(etag, lastModified, said);
        }

        boolean differs(Version other) {
            return differ(etag, other.etag) || differ(lastModified, other.lastModified);
        }

        private static boolean differ(String one, String other) {
            return one != null && other != null && !one.equals(other);
        }

        /** What a weak one names is the same to a reader, and not byte for byte. */
        String strongEtag() {
            return etag == null || etag.startsWith("W/") ? null : etag;
        }

        String condition() {
            return strongEtag() != null ? etag : lastModified;
        }

        /** Whether the part says that it is of this one: none that differs is not enough. */
        boolean isThatOf(Version part) {
            return condition().equals(strongEtag() != null ? part.etag : part.lastModified);
        }
    }

    /** The length in bytes, -1 where it is not known. */
    long length() {
        return version == null ? -1 : version.length();
    }

    /** What the file must still be, where it is not wanted from its beginning. */
    String condition(long position) {
        if (position == 0) {
            return null;
        }
        if (version.condition() == null) {
            throw unproven(position);
        }
        return version.condition();
    }

    /** So many bytes were read of all parts. */
    void read(long position) {
        if (partEnd >= 0 && position > partEnd) {
            throw failure.apply("is longer at its host than that had said");
        }
    }

    /**
     * The end of a part, which may be less than was asked for.
     *
     * @return whether it is the end of the file
     */
    boolean end(long position) throws IOException {
        if (partEnd >= 0 && position != partEnd) {
            throw new IOException("it ended after " + position + " of " + Math.max(partEnd, version.length()) + " bytes");
        }
        return version.length() < 0 || position == version.length();
    }

    /** A part with the status 200 or 206, from this position on, or from the beginning. */
    void accept(FileHost.Part answer, long position) throws IOException {
        if (answer.isEncoded()) {
            throw failure.apply("is sent with the encoding " + Words.brief(answer.header(HttpHeaders.CONTENT_ENCODING))
                                + ", which was not asked for");
        }
        if (answer.status() == 206) {
            next(answer, position);
        } else {
            whole(answer, position);
        }
    }

    private void whole(FileHost.Part answer, long position) throws IOException {
        if (!answer.endIsCertain()) {
            throw failure.apply("is sent in a way that does not show whether it is whole");
        }
        Version found = Version.of(answer);
        if (position > 0) {
            boolean sameLength = version.length() < 0 || version.length() == found.length();
            if (version.strongEtag() == null || !version.isThatOf(found) || version.differs(found) || !sameLength) {
                throw changed(position);
            }
            // the host knows no ranges, but has the same file
            answer.content().skipNBytes(position);
        }
        version = found;
        partEnd = found.length();
    }

    /** The next bytes of the same file, of a length that adds up. */
    private void next(FileHost.Part answer, long position) {
        ByteRange range = ByteRange.of(answer.header(HttpHeaders.CONTENT_RANGE));
        String type = answer.header(HttpHeaders.CONTENT_TYPE);
        boolean several = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
        if (range == null || range.from() != position || several) {
            throw changed(position);
        }
        if (answer.length() >= 0 && answer.length() != range.length()) {
            throw failure.apply("cannot be resumed after " + position + " bytes, since its host sends others than it says");
        }
        boolean known = version.length() >= 0;
        Version found = Version.of(answer);
        if (version.differs(found) || known && range.total() >= 0 && range.total() != version.length()) {
            throw changed(position);
        }
        if (!version.isThatOf(found) || known && range.total() < 0) {
            throw unproven(position);
        }
        if (!known) {
            version = version.ofLength(range.total());
        }
        if (version.length() < 0) {
            throw failure.apply("cannot be resumed after " + position + " bytes, since its host does not say how long it is");
        }
        if (range.to() >= version.length()) {
            throw changed(position);
        }
        partEnd = range.to() + 1;
    }

    private LobstrException unproven(long position) {
        return failure.apply("cannot be resumed after " + position
                             + " bytes, since its host says by nothing whether it is still the same file");
    }

    LobstrException changed(long position) {
        return failure.apply("was changed at its host after " + position + " bytes of it were read");
    }
}
