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

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.PageIterator;
import io.lobstr.camel.model.Account;
import io.lobstr.camel.model.AccountSync;
import io.lobstr.camel.model.Crawler;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunEvent;
import io.lobstr.camel.model.RunTask;
import io.lobstr.camel.model.Squid;
import io.lobstr.camel.model.Task;
import org.apache.camel.Message;

/**
 * What a body says, as headers.
 */
public final class LobstrHeaders {

    /** What a body of each type says. */
    private static final Map<Class<?>, Map<String, Function<Object, Object>>> OF_A_BODY = new HashMap<>();
    private static final Map<String, Function<Page<?>, Object>> OF_A_PAGE = new LinkedHashMap<>();

    static {
        says(Run.class, LobstrConstants.RUN_ID, Run::getId);
        says(Run.class, LobstrConstants.SQUID_ID, Run::getSquid);
        says(Run.class, LobstrConstants.RUN_STATUS, Run::getStatus);
        says(Run.class, LobstrConstants.RUN_DONE_REASON, Run::getDoneReason);
        says(RunEvent.class, LobstrConstants.RUN_ID, RunEvent::getRun);
        says(RunEvent.class, LobstrConstants.SQUID_ID, RunEvent::getSquid);
        says(RunTask.class, LobstrConstants.RUN_TASK_ID, RunTask::getId);
        says(Squid.class, LobstrConstants.SQUID_ID, Squid::getId);
        says(Task.class, LobstrConstants.TASK_ID, Task::getId);
        says(Crawler.class, LobstrConstants.CRAWLER_ID, Crawler::getId);
        says(Account.class, LobstrConstants.ACCOUNT_ID, Account::getId);
        says(AccountSync.class, LobstrConstants.ACCOUNT_ID, AccountSync::getAccountHash);
        OF_A_PAGE.put(LobstrConstants.TOTAL_RESULTS, Page::totalResults);
        OF_A_PAGE.put(LobstrConstants.TOTAL_PAGES, Page::totalPages);
        OF_A_PAGE.put(LobstrConstants.NEXT_PAGE, page -> page.last() ? null : page.number() + 1);
        OF_A_PAGE.put(LobstrConstants.WARNING, Page::warning);
    }

    private static <T> void says(Class<T> body, String header, Function<T, Object> what) {
        OF_A_BODY.computeIfAbsent(body, type -> new LinkedHashMap<>()).put(header, what.compose(body::cast));
    }

    private LobstrHeaders() {
    }

    /**
     * @return the headers that an answer to the operation sets
     */
    public static List<String> of(LobstrOperation operation) {
        if (operation == LobstrOperation.awaitRun) {
            return Stream.concat(OF_A_BODY.get(Run.class).keySet().stream(), Stream.of(LobstrConstants.ABORTED_BY)).toList();
        }
        if (operation.isList() && !operation.isConsumer()) {
            return List.copyOf(OF_A_PAGE.keySet());
        }
        return List.copyOf(OF_A_BODY.getOrDefault(operation.call().body(), Map.of()).keySet());
    }

    /**
     * @param message gets the headers of what is in the body, or becomes it
     * @param body    an object of the API, a page, or something of which no header tells
     */
    public static void set(Message message, Object body) {
        if (body instanceof Run) {
            // that of an earlier one
            message.removeHeader(LobstrConstants.ABORTED_BY);
        }
        if (body instanceof AbortedRun ended) {
            set(message, ended.run());
            message.setHeader(LobstrConstants.ABORTED_BY, ended.by());
        } else if (body instanceof Page<?> page) {
            set(message, page, OF_A_PAGE);
        } else if (body instanceof PageIterator<?>) {
            // those of a page that came before
            OF_A_PAGE.keySet().forEach(message::removeHeader);
        } else if (body != null) {
            set(message, body, OF_A_BODY.getOrDefault(body.getClass(), Map.of()));
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
