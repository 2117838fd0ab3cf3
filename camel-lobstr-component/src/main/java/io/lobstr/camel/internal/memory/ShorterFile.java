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
package io.lobstr.camel.internal.memory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Collection;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with only the keys that are needed. It takes the place of the old one in one step; where that cannot be,
 * since the file is mounted by itself, has another name, or belongs to somebody else, it is written over the old one.
 */
final class ShorterFile {

    /** The lines around a copy of all keys: what stands before it does not count. */
    static final String BEGIN = "=begin";
    static final String END = "=end";

    private static final Logger LOG = LoggerFactory.getLogger(ShorterFile.class);

    private static final String UNIX = "unix";

    private final Path file;
    private final String prefix;
    private final Collection<String> keys;
    private final Predicate<String> kept;

    /**
     * @param file   the old one, which is there
     * @param prefix how each key begins
     * @param keys   what is needed
     * @param kept   which lines of the old one are needed besides; null for none
     */
    ShorterFile(Path file, String prefix, Collection<String> keys, Predicate<String> kept) {
        this.file = file;
        this.prefix = prefix;
        this.keys = keys;
        this.kept = kept;
    }

    /**
     * @return             the new size
     * @throws IOException if the old one stays, with all that is needed in it
     */
    long takeItsPlace() throws IOException {
        if (isKnownByOneName()) {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try {
                // whatever stands there is not followed, and not trusted
                Files.deleteIfExists(fresh);
                write(fresh);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return Files.size(file);
            } catch (IOException | UnsupportedOperationException e) {
                LOG.debug("{} cannot be replaced, and is written over", file, e);
                forget(fresh);
            }
        }
        return writeOver();
    }

    private static void forget(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            LOG.debug("{} stays, and does no harm", fresh, e);
        }
    }

    private boolean isKnownByOneName() throws IOException {
        FileStore store = Files.getFileStore(file);
        return !store.supportsFileAttributeView(UNIX) || (Integer) Files.getAttribute(file, "unix:nlink") == 1;
    }

    private void write(Path fresh) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
             Writer writer = new BufferedWriter(Channels.newWriter(channel, FileLines.CHARSET))) {
            makeLikeTheOld(fresh);
            if (kept != null) {
                copyKept(writer);
            }
            for (String key : keys) {
                writer.write(key + "\n");
            }
            writer.flush();
            // on the disk before it takes the old one's place, in case the power fails
            channel.force(true);
        }
    }

    private void makeLikeTheOld(Path fresh) throws IOException {
        PosixFileAttributeView view
                = Files.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return;
        }
        PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributes made = view.readAttributes();
        if (!made.owner().equals(old.owner())) {
            view.setOwner(old.owner());
        }
        if (!made.group().equals(old.group())) {
            view.setGroup(old.group());
        }
        view.setPermissions(old.permissions());
    }

    private void copyKept(Writer writer) throws IOException {
        try (FileLines old = new FileLines(file)) {
            for (String line = old.next(); line != null; line = old.next()) {
                if (kept.test(line)) {
                    writer.write(line + "\n");
                }
            }
        }
    }

    /**
     * First a copy of all keys at the end, which makes what stands before it of no use; then that is written over, and
     * the rest cut off. A kill in between leaves the copy.
     */
    private long writeOver() throws IOException {
        if (kept != null) {
            throw new IOException("lines of others stand in it");
        }
        String all = keys.isEmpty() ? "" : String.join("\n", keys) + "\n";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long end = channel.size();
            if (all.length() > end) {
                throw new IOException("it would not be shorter");
            }
            try {
                write(channel, end, prefix + BEGIN + "\n" + all + prefix + END + "\n");
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
            write(channel, 0, all);
            channel.truncate(all.length());
            channel.force(true);
        }
        return all.length();
    }

    private static void write(FileChannel channel, long from, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(FileLines.CHARSET));
        long at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        channel.force(true);
    }
}
