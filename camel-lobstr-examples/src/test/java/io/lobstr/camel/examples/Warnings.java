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
package io.lobstr.camel.examples;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * What is logged at WARN, or at another level, and above, but by engines, until it is closed.
 */
public final class Warnings extends AbstractAppender implements AutoCloseable {

    /** They may say something at any time, and other tests of the JVM may have started them. */
    private static final Pattern ENGINES = Pattern.compile(
            "(org\\.apache\\.(kafka|activemq|zookeeper|curator)|kafka|com\\.zaxxer\\.hikari|org\\.eclipse\\.jetty|org\\.gaul)\\..*");

    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    private final List<LogEvent> events = new CopyOnWriteArrayList<>();

    private final Level level;

    public Warnings() {
        this(Level.WARN);
    }

    /**
     * @param level another than WARN
     */
    public Warnings(Level level) {
        super("warnings", null, null, true, Property.EMPTY_ARRAY);
        this.level = level;
        start();
        logging.getRootLogger().addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLevel().isMoreSpecificThan(level) && !ENGINES.matcher(event.getLoggerName()).matches()) {
            events.add(event.toImmutable());
        }
    }

    public List<String> messages() {
        return events.stream().map(event -> event.getMessage().getFormattedMessage()).toList();
    }

    /** @return whether a stack trace was logged */
    public boolean haveStackTraces() {
        return events.stream().anyMatch(event -> event.getThrown() != null);
    }

    @Override
    public void close() {
        logging.getRootLogger().removeAppender(this);
        stop();
    }
}
