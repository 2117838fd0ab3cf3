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
package io.lobstr.camel.examples.samples;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunTask;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailedRunNoticeTest {

    private final FailedRunNotice notice = new FailedRunNotice(2);

    private static Run run(String status, String reason) {
        Map<String, Object> json = new HashMap<>(Map.of("id", "r1", "squid", "s1", "status", status));
        json.put("done_reason", reason);
        return new Run(json);
    }

    private static RunTask task(String id, String status, Object term) {
        return new RunTask(Map.of("id", "x", "task", id, "status", status, "params", Map.of("term", term)));
    }

    @Test
    void namesTheTasksThatFailed() {
        String text = notice.write(run("error", "logged_out"), List.of(
                task("t1", "completed", "tea"), task("t2", "error", "coffee"), task("t3", "aborted", "milk")).iterator());

        assertThat(text).isEqualTo("""
                Run r1 of squid s1 ended in error (logged_out): 2 of 3 tasks failed
                - task t2, term = coffee: error
                - task t3, term = milk: aborted""");
    }

    @Test
    void isShortHoweverManyTasksFailed() {
        String text = notice.write(
                run("aborted", "aborted"), Stream.generate(() -> task("t", "aborted", "x".repeat(500))).limit(5).iterator());

        assertThat(text.lines()).hasSize(4).last().isEqualTo("- and 3 more");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(300));
    }

    @Test
    void keepsToItsLinesWhateverCameFromOutside() {
        String text = notice.write(run("error", "a\r\n\u0085\u009b\u202e\u2066b"), List.of(
                new RunTask(Map.of("task", "t\u2028t", "status", "error", "params", Map.of("term", "x\n- task y"))))
                .iterator());

        assertThat(text).isEqualTo("""
                Run r1 of squid s1 ended in error (a b): 1 of 1 tasks failed
                - task t t, term = x - task y: error""");
    }
}
