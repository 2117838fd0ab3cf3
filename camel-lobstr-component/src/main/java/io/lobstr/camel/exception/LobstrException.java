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
package io.lobstr.camel.exception;

import java.time.Duration;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.HttpResponseAware;

/**
 * A request to lobstr.io failed. The message says what was asked, what HTTP status came back and what the API said; the
 * subclasses tell what to do about it.
 */
public class LobstrException extends RuntimeCamelException implements HttpResponseAware {

    private static final long serialVersionUID = 1L;

    /** 0 where there was no answer. */
    private final int statusCode;
    /** The API's word for the kind of error, may be null. */
    private final String type;
    /** What the API complains about, may be null. */
    private final String param;
    /** May be null. */
    private final Duration retryAfter;

    /**
     * @param message    what was asked, and what came of it
     * @param statusCode the HTTP status of the answer, 0 where there was no answer
     * @param type       the API's word for the kind of error, or null
     * @param param      the parameter that the API complains about, or null
     * @param retryAfter how long the API asked to wait, or null
     * @param cause      what led to it, or null
     */
    public LobstrException(String message, int statusCode, String type, String param, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.statusCode = statusCode;
        this.type = type;
        this.param = param;
        this.retryAfter = retryAfter;
    }

    /**
     * @return the HTTP status of the answer, 0 where there was no answer
     */
    public int getStatusCode() {
        return statusCode;
    }

    /**
     * @return the API's word for the kind of error ({@code validation_error}, {@code NotEnoughCredits}, …), or null
     */
    public String getType() {
        return type;
    }

    /**
     * @return the parameter that the API complains about, or null
     */
    public String getParam() {
        return param;
    }

    /**
     * @return how long the API asked to wait, or null where it did not
     */
    public Duration getRetryAfter() {
        return retryAfter;
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public int getHttpResponseCode() {
        return statusCode;
    }

    /**
     * Does nothing: what was answered does not change.
     */
    @Override
    public void setHttpResponseCode(int code) {
        // see the Javadoc
    }

    /**
     * {@inheritDoc}
     */
    @Override
    public String getHttpResponseStatus() {
        return statusCode > 0 ? String.valueOf(statusCode) : null;
    }

    /**
     * Does nothing: what was answered does not change.
     */
    @Override
    public void setHttpResponseStatus(String status) {
        // see the Javadoc
    }
}
