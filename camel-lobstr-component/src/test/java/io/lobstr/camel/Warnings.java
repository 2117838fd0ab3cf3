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
package io.lobstr.camel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * What is logged at WARN and above, or from another level on, until it is closed.
 */
public final class Warnings extends AbstractAppender implements AutoCloseable {

    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private final Level least;

    public Warnings() {
        this(Level.WARN);
    }

    public Warnings(Level least) {
        super("warnings", null, null, true, Property.EMPTY_ARRAY);
        this.least = least;
        start();
        logging.getRootLogger().addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLevel().isMoreSpecificThan(least)) {
            events.add(event.toImmutable());
        }
    }

    public List<String> messages() {
        return messages(least);
    }

    public List<String> messages(Level from) {
        return events.stream().filter(event -> event.getLevel().isMoreSpecificThan(from))
                .map(event -> event.getMessage().getFormattedMessage()).toList();
    }

    /** @return what the component said: of others in this JVM, some may still be at work for a test before */
    public List<String> own() {
        return events.stream().filter(event -> event.getLoggerName().startsWith("io.lobstr"))
                .map(event -> event.getMessage().getFormattedMessage()).toList();
    }

    /** @return all that was said under names that begin so, and what was thrown */
    List<String> texts(String logger) {
        return events.stream().filter(event -> event.getLoggerName().startsWith(logger))
                .map(event -> event.getMessage().getFormattedMessage() + thrown(event.getThrown())).toList();
    }

    private static String thrown(Throwable thrown) {
        return thrown == null ? "" : " " + thrown + thrown(thrown.getCause());
    }

    /** @return under whose names it was said */
    List<String> loggers(String part) {
        return events.stream().filter(event -> event.getMessage().getFormattedMessage().contains(part))
                .map(LogEvent::getLoggerName).toList();
    }

    /** @return how often a failure was reported */
    long failures(Class<? extends Throwable> type) {
        return events.stream().filter(event -> causedBy(type, event.getThrown())).count();
    }

    private static boolean causedBy(Class<? extends Throwable> type, Throwable thrown) {
        return thrown != null && (type.isInstance(thrown) || causedBy(type, thrown.getCause()));
    }

    @Override
    public void close() {
        logging.getRootLogger().removeAppender(this);
        stop();
    }
}
