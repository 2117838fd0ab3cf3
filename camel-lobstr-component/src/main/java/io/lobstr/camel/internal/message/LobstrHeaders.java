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
package io.lobstr.camel.internal.message;

import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.model.Run;
import org.apache.camel.Message;

/**
 * What a body says, as headers.
 */
public final class LobstrHeaders {

    private LobstrHeaders() {
    }

    public static void set(Message message, Run run) {
        set(message, LobstrConstants.RUN_ID, run.getId());
        set(message, LobstrConstants.SQUID_ID, run.getSquid());
        set(message, LobstrConstants.RUN_STATUS, run.getStatus());
        set(message, LobstrConstants.RUN_DONE_REASON, run.getDoneReason());
    }

    public static void set(Message message, Page<?> page) {
        set(message, LobstrConstants.TOTAL_RESULTS, page.totalResults());
        set(message, LobstrConstants.TOTAL_PAGES, page.totalPages());
        set(message, LobstrConstants.NEXT_PAGE, page.last() ? null : page.number() + 1);
    }

    /** An older value that came along must not stand for what this body leaves open. */
    private static void set(Message message, String name, Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
        }
    }
}
