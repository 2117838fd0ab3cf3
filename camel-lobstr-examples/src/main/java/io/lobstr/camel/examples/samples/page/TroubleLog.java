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
package io.lobstr.camel.examples.samples.page;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.lobstr.camel.examples.samples.PlainText;
import io.lobstr.camel.exception.LobstrException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Says what goes wrong in one line, once: what is asked for every two seconds fails every two seconds. It is said again
 * after it went well.
 */
final class TroubleLog {

    private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);
    private static final int LONGEST = 300;

    private final Map<String, Set<Class<?>>> said = new ConcurrentHashMap<>();

    /**
     * @param what of these there are few; it begins the line
     */
    void failed(String what, Throwable reason) {
        Throwable cause = reason;
        // what lobstr.io or the way to it said is in its own words
        while (!(cause instanceof LobstrException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean isNews = said.computeIfAbsent(what, any -> ConcurrentHashMap.newKeySet()).add(cause.getClass());
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        LOG.atLevel(isNews ? Level.WARN : Level.DEBUG).log("{}: {}", what, PlainText.line(message, LONGEST));
    }

    void well(String what) {
        said.remove(what);
    }
}
