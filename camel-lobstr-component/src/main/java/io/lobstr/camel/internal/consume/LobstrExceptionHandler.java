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
package io.lobstr.camel.internal.consume;

import io.lobstr.camel.exception.LobstrException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.spi.CamelLogger;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;

/**
 * Logs what the far side did in one line, for as long as it lasts; its message says all, and a stack trace at every
 * poll would hide it. Anything else is logged as everywhere in Camel.
 */
public final class LobstrExceptionHandler extends LoggingExceptionHandler {

    private static final Logger LOG = ConsumerLog.LOG;

    private volatile Throwable said;

    public LobstrExceptionHandler(CamelContext context) {
        super(context, new CamelLogger(LOG, LoggingLevel.WARN));
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        if (exchange == null && exception instanceof LobstrException && exception == said) {
            // nothing was asked since
            LOG.debug(message, exception);
        } else if (exchange == null && exception instanceof LobstrException) {
            said = exception;
            LOG.warn("{} (tries again at the next poll)", exception.getMessage());
            LOG.debug(message, exception);
        } else if (exception instanceof Claims.UnrecordedException) {
            LOG.warn(exception.getMessage());
            LOG.debug(message, exception);
        } else {
            super.handleException(message, exchange, exception);
        }
    }
}
