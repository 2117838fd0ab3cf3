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
package io.lobstr.camel.internal.wait;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;

/**
 * What a failed look says: something of one run, something of all, or nothing.
 */
final class LookFailures {

    private LookFailures() {
    }

    /** One such answer between good ones, or right after a start, proves nothing. */
    static boolean mayPass(LobstrException e, boolean keyWorks) {
        return e instanceof LobstrNotFoundException || e instanceof LobstrAuthenticationException && keyWorks;
    }

    /** It says nothing of one run or list, but of all that is asked with the key. */
    static boolean isOfAll(LobstrException e) {
        return e instanceof LobstrRateLimitException || e.getStatusCode() == 401;
    }

    static boolean isNoAnswer(LobstrException e) {
        int status = e.getStatusCode();
        return e instanceof LobstrServerException || status == 408 || status == 0 || status >= 500;
    }
}
