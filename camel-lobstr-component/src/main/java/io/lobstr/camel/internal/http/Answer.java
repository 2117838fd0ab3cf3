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

import io.lobstr.camel.internal.operation.Call;
import io.lobstr.camel.internal.operation.Words;

/**
 * A whole answer, read to its end.
 *
 * @param status      the HTTP status
 * @param reason      the words beside it, may be null
 * @param contentType what the body is said to be, may be null
 * @param retryAfter  how long to wait, null where that was not said
 * @param usedUp      how long until the API takes requests again, where it says that none remain; otherwise null
 * @param date        what the far side's own clock showed, null where that was not said
 * @param body        what it holds
 */
public record Answer(int status, String reason, String contentType, Duration retryAfter, Duration usedUp, SaidTime date,
        Body body) {

    /** The status that counts, which is the body's where a success is none. */
    public int outcome() {
        return ErrorAnswers.status(this);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * @param  call                     what was asked
     * @return                          what the body holds, null where the call needs none and there is none
     * @throws IllegalArgumentException if it cannot be read; the message continues a sentence
     */
    public Object json(Call call) {
        if (call.shape().needsNone(body.isEmpty())) {
            return null;
        }
        return call.exact() ? body.exactly() : body.value();
    }

    /** Masked before it is cut: what is left of a secret that was cut off would no longer be found. */
    String statusLine(Mask mask) {
        return reason == null || reason.isBlank() ? String.valueOf(status) : status + " " + Words.brief(mask.hide(reason));
    }
}
