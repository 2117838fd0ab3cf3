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
package io.lobstr.camel.internal.job;

import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Step;
import io.lobstr.camel.model.AccountSync;
import io.lobstr.camel.model.LobstrObject;
import io.lobstr.camel.model.Upload;

/**
 * What the API goes on with by itself after it has answered, and what tells how far that has come.
 */
public enum Job {

    /** Makes tasks of the rows of a file. */
    UPLOAD("upload", "worked off", Step.READ_UPLOAD) {
        @Override
        String id(LobstrObject seen) {
            return ((Upload) seen).getId();
        }

        @Override
        boolean isDone(LobstrObject seen) {
            return "success".equals(((Upload) seen).getState());
        }

        @Override
        Failure failure(LobstrObject seen) {
            Upload upload = (Upload) seen;
            Object said = upload.getMeta() == null ? "no reason was said" : upload.getMeta();
            return "failure".equals(upload.getState()) ? new Failure(0, String.valueOf(said)) : null;
        }
    },

    /** Tries the cookies of a login on the site that they are for. */
    SYNCHRONIZATION("synchronization", "over", Step.READ_SYNCHRONIZATION) {
        @Override
        String id(LobstrObject seen) {
            return ((AccountSync) seen).getId();
        }

        @Override
        boolean isDone(LobstrObject seen) {
            return ((AccountSync) seen).getStatusCode() == DONE;
        }

        @Override
        String other(LobstrObject seen, LobstrRequest request) {
            String account = ((AccountSync) seen).getAccountHash();
            String wanted = request.parameters().get(Parameter.ACCOUNT);
            return account == null || wanted == null || account.equalsIgnoreCase(wanted) ? null : "account " + account;
        }

        @Override
        Failure failure(LobstrObject seen) {
            AccountSync sync = (AccountSync) seen;
            int code = (int) Math.min(sync.getStatusCode(), Integer.MAX_VALUE);
            return code < FAILED ? null : new Failure(code, code + " " + sync.getStatusText());
        }
    };

    private static final int DONE = 200;
    private static final int FAILED = 400;

    private final String word;
    private final String over;
    private final Step look;

    /** Why it has failed: a status where one is said, and words. */
    record Failure(int status, String words) {
    }

    Job(String word, String over, Step look) {
        this.word = word;
        this.over = over;
        this.look = look;
    }

    /** @return by which it is looked at; null where none was answered */
    abstract String id(LobstrObject seen);

    abstract boolean isDone(LobstrObject seen);

    /** @return what it is about where that is not what was asked for, else null */
    String other(LobstrObject seen, LobstrRequest request) {
        return null;
    }

    /** @return null where it has not failed */
    abstract Failure failure(LobstrObject seen);

    /** @return what it is when it is over, for a message */
    String over() {
        return over;
    }

    /** @return the call that tells how far it has come */
    Step look() {
        return look;
    }

    /** @return what it is, for a message */
    @Override
    public String toString() {
        return word;
    }
}
