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
package io.lobstr.camel.internal.http;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.PageSizes;
import io.lobstr.camel.internal.operation.Safety;
import io.lobstr.camel.internal.operation.Words;

/**
 * Turns what came back instead of an answer into the exception that a route catches, in the API's own words.
 */
public final class ErrorAnswers {

    private final ApiKey apiKey;

    public ErrorAnswers(ApiKey apiKey) {
        this.apiKey = apiKey;
    }

    /** The attempt brought no answer. */
    public LobstrException of(LobstrRequest request, NoAnswerException e) {
        return new LobstrServerException(
                message(request, "got no answer", e.getMessage()), 0, null, null, null, e.isRequestSent(),
                Mask.of(apiKey, request).isSaidBy(e) ? null : e);
    }

    /** The answer is a success that cannot be read. */
    public LobstrException unreadable(LobstrRequest request, Answer answer, RuntimeException e) {
        String line = "was answered " + answer.statusLine(Mask.of(apiKey, request));
        String message = answer.body().isEmpty()
                ? message(request, line + " without the body that it should have", null)
                : message(request, line + " with a body that cannot be read", e.getMessage());
        return new LobstrServerException(
                message, answer.status(), null, null, answer.retryAfter(), true, null);
    }

    /** The answer is a success that can be read, but not used. */
    public LobstrServerException unusable(LobstrRequest request, String words) {
        return new LobstrServerException(
                apiKey.mask(request + " " + Words.brief(Mask.of(apiKey, request).hide(words))), 0, null, null, null, true,
                null);
    }

    /** Whether a success is none: its body is an error, and nothing else. */
    public static boolean isError(Answer answer) {
        Map<String, Object> json;
        try {
            json = answer.body().object();
        } catch (IllegalArgumentException e) {
            return false;
        }
        return Said.isError(json) && Said.WORDS.containsAll(json.keySet());
    }

    /** What it says in whichever way: a success that is none has the code of its body, where that has one. */
    static int status(Answer answer) {
        int code = answer.isSuccess() && isError(answer) ? Said.code(Said.words(answer.body().object())) : 0;
        return code == 0 ? answer.status() : code;
    }

    /** The answer is an error. */
    public LobstrException of(LobstrRequest request, Answer answer) {
        Mask mask = Mask.of(apiKey, request);
        Said said = Said.in(answer, mask);
        int status = status(answer);
        String message
                = message(request, outcome(answer, mask) + (status == 401 ? ", check the option apiKey" : ""), said.words())
                  + PageSizes.hint(request, said.type());
        String type = mask.hide(said.type());
        String param = mask.hide(said.param());
        Duration retryAfter = answer.retryAfter();
        if (status == 401 || status == 403) {
            return new LobstrAuthenticationException(message, status, type, param, retryAfter, null);
        }
        if (status == 404 && said.byTheApi()) {
            return new LobstrNotFoundException(message, status, type, param, retryAfter, null);
        }
        if (status == 429) {
            return new LobstrRateLimitException(message, status, type, param, retryAfter, null);
        }
        // a gateway that does not find the API is an outage of it
        if (status >= 500 || status == 404) {
            return new LobstrServerException(message, status, type, param, retryAfter, true, null);
        }
        return said.runIsActive()
                ? new LobstrRunActiveException(message, status, type, param, retryAfter, null)
                : new LobstrException(message, status, type, param, retryAfter, null);
    }

    private static String outcome(Answer answer, Mask mask) {
        String line = answer.statusLine(mask);
        if (answer.isSuccess()) {
            return "was answered " + line + " with an error";
        }
        return (answer.status() < 400 ? "was not answered but redirected: " : "failed: ") + line;
    }

    /** An earlier answer to somebody with the same key asked for no request for so long, which is too long to wait. */
    public LobstrException refused(LobstrRequest request, Duration wait) {
        String message = request + " was not sent: after too many requests (429) lobstr.io asks for none for another "
                         + wait.toSeconds() + " s, longer than maxRetryDelay";
        return new LobstrRateLimitException(message, 429, null, null, wait, null);
    }

    /**
     * The component was stopped before there was a question, or another one.
     *
     * @param lost the last attempt that may have been acted on, null where there was none
     */
    public LobstrException stopped(LobstrRequest request, LobstrServerException lost) {
        return lost == null || request.safety() == Safety.READ
                ? new LobstrStoppedException(request + " was given up, since its component was stopped", null, null)
                : unknown(lost, "whether it was done cannot be known, since its component was stopped");
    }

    /** What it had begun has failed, by the words of the API. */
    public LobstrException failed(LobstrRequest request, int status, String words) {
        return new LobstrException(message(request, "failed", words), status, null, null, null, null);
    }

    /** What it was to send cannot be read. */
    public LobstrException notSent(LobstrRequest request, UnreadableContentException e) {
        return new LobstrException(
                message(request, "was given up, since what it sends cannot be read", e.getMessage()), 0, null, null, null, e);
    }

    /** What became of a request that may have been acted on cannot be found out. */
    public LobstrServerException unknown(LobstrServerException lost, String words) {
        return done(lost, words);
    }

    /** What was asked for was done, or may have been, before this failed. */
    public LobstrServerException done(LobstrException failure, String words) {
        return new LobstrServerException(
                failure.getMessage() + "; " + apiKey.mask(words), failure.getStatusCode(), failure.getType(),
                failure.getParam(), failure.getRetryAfter(), true, failure);
    }

    /** What the far side says beside an answer, for a header or a log. */
    public String words(String said) {
        return Words.brief(apiKey.mask(said));
    }

    /**
     * What a failure in the middle of an operation leaves behind; it stays of its kind. A stop is no longer in time.
     */
    public LobstrException leaving(LobstrException failure, String words) {
        if (failure instanceof LobstrStoppedException || failure instanceof LobstrServerException) {
            return done(failure, words);
        }
        String message = failure.getMessage() + "; " + apiKey.mask(words);
        int status = failure.getStatusCode();
        String type = failure.getType();
        String param = failure.getParam();
        Duration retryAfter = failure.getRetryAfter();
        if (failure instanceof LobstrAuthenticationException) {
            return new LobstrAuthenticationException(message, status, type, param, retryAfter, failure);
        }
        if (failure instanceof LobstrNotFoundException) {
            return new LobstrNotFoundException(message, status, type, param, retryAfter, failure);
        }
        if (failure instanceof LobstrRateLimitException) {
            return new LobstrRateLimitException(message, status, type, param, retryAfter, failure);
        }
        return failure instanceof LobstrRunActiveException
                ? new LobstrRunActiveException(message, status, type, param, retryAfter, failure)
                : new LobstrException(message, status, type, param, retryAfter, failure);
    }

    /** Our own words may well be among what was sent. */
    private String message(LobstrRequest request, String what, String why) {
        return apiKey.mask(
                request + " " + what
                           + (why == null || why.isBlank() ? "" : ": " + Words.brief(Mask.of(apiKey, request).hide(why))));
    }

    /**
     * What an error's body says, whichever of its shapes it has.
     */
    private record Said(String message, String type, String param, boolean byTheApi) {

        static final Set<String> WORDS
                = Set.of("error", "errors", "detail", "message", "type", "param", "code", "status", "status_code");

        static Said in(Answer answer, Mask mask) {
            Map<String, Object> json;
            try {
                json = answer.body().object();
            } catch (IllegalArgumentException e) {
                return new Said(plain(answer), null, null, false);
            }
            Object error = error(json);
            Map<?, ?> words = words(json);
            String message = word(words, "message", mask);
            String type = word(words, "type", mask);
            if (words == json && error != null) {
                // beside a message, an error in one word is its type
                boolean isType = message != null && type == null;
                type = isType ? brief(error, mask) : type;
                message = isType ? message : brief(error, mask);
            } else if (words == json && json.get("detail") != null) {
                message = word(json, "detail", mask);
            }
            return new Said(message, type, word(words, "param", mask), isError(json));
        }

        private static Object error(Map<String, Object> json) {
            return json.containsKey("error") ? json.get("error") : json.get("errors");
        }

        static Map<?, ?> words(Map<String, Object> json) {
            return error(json) instanceof Map<?, ?> map ? map : json;
        }

        static boolean isError(Map<String, Object> json) {
            return saysSomething(json.get("error")) || saysSomething(json.get("errors")) || saysSomething(json.get("detail"));
        }

        private static boolean saysSomething(Object said) {
            return said instanceof String words && !words.isBlank() || said instanceof Map<?, ?> map && !map.isEmpty()
                    || said instanceof Collection<?> several && !several.isEmpty();
        }

        static int code(Map<?, ?> words) {
            return words.get("code") instanceof Integer code && code >= 400 && code < 600 ? code : 0;
        }

        private static String plain(Answer answer) {
            String type = Objects.requireNonNullElse(answer.contentType(), "of no content type");
            if (answer.body().isEmpty()) {
                return null;
            }
            return type.contains("json")
                    ? "the body is no JSON object"
                    : "the body is " + type + ", as of a proxy or gateway, and not in the API's own words";
        }

        private static String word(Map<?, ?> map, String name, Mask mask) {
            Object value = map.get(name);
            return value == null ? null : brief(value, mask);
        }

        /** Masked first: what is left of a key that was cut off would no longer be found. */
        private static String brief(Object value, Mask mask) {
            return Words.brief(mask.hide(value.toString()));
        }

        String words() {
            if (message == null) {
                return type;
            }
            String details = (type == null ? "" : type) + (param == null ? "" : (type == null ? "" : ", ") + "param " + param);
            return details.isEmpty() ? message : message + " (" + details + ")";
        }

        boolean runIsActive() {
            return "RunInProgress".equals(type) || "ClusterBusy".equals(type)
                    || "validation_error".equals(type) && "squid".equals(param) && message != null
                            && message.toLowerCase(Locale.ROOT).contains("active");
        }
    }
}
