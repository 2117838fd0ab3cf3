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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.PageIterator;
import io.lobstr.camel.model.Run;
import org.apache.camel.Message;

/**
 * What a body says, as headers.
 */
public final class LobstrHeaders {

    private static final Map<String, Function<Run, Object>> OF_A_RUN = new LinkedHashMap<>();
    private static final Map<String, Function<Page<?>, Object>> OF_A_PAGE = new LinkedHashMap<>();

    static {
        OF_A_RUN.put(LobstrConstants.RUN_ID, Run::getId);
        OF_A_RUN.put(LobstrConstants.SQUID_ID, Run::getSquid);
        OF_A_RUN.put(LobstrConstants.RUN_STATUS, Run::getStatus);
        OF_A_RUN.put(LobstrConstants.RUN_DONE_REASON, Run::getDoneReason);
        OF_A_PAGE.put(LobstrConstants.TOTAL_RESULTS, Page::totalResults);
        OF_A_PAGE.put(LobstrConstants.TOTAL_PAGES, Page::totalPages);
        OF_A_PAGE.put(LobstrConstants.NEXT_PAGE, page -> page.last() ? null : page.number() + 1);
        OF_A_PAGE.put(LobstrConstants.WARNING, Page::warning);
    }

    private LobstrHeaders() {
    }

    /**
     * @return the headers that an answer to the operation sets
     */
    public static List<String> of(LobstrOperation operation) {
        if (operation.isList() && !operation.isConsumer()) {
            return List.copyOf(OF_A_PAGE.keySet());
        }
        return operation.body() == Run.class ? List.copyOf(OF_A_RUN.keySet()) : List.of();
    }

    /**
     * @param message gets the headers of what is in the body, or becomes it
     * @param body    a run, a page, or something of which no header tells
     */
    public static void set(Message message, Object body) {
        if (body instanceof Run run) {
            set(message, run, OF_A_RUN);
        } else if (body instanceof Page<?> page) {
            set(message, page, OF_A_PAGE);
        } else if (body instanceof PageIterator<?>) {
            // those of a page that came before
            OF_A_PAGE.keySet().forEach(message::removeHeader);
        }
    }

    /** An older value that came along must not stand for what this body leaves open. */
    private static <T> void set(Message message, T body, Map<String, Function<T, Object>> headers) {
        headers.forEach((name, of) -> {
            Object value = of.apply(body);
            if (value == null) {
                message.removeHeader(name);
            } else {
                message.setHeader(name, value);
            }
        });
    }
}
