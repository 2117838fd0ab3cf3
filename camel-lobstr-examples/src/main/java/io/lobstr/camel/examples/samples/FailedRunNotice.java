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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunTask;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;

/**
 * The text of a notice: a line on the run, and one for each of the first tasks that failed. What came from outside
 * keeps to its line, and to a length that can be read.
 */
public class FailedRunNotice {

    private static final int LONGEST = 200;

    private final int mostTasks;

    /**
     * @param mostTasks how many tasks have a line of their own
     */
    public FailedRunNotice(int mostTasks) {
        this.mostTasks = mostTasks;
    }

    /**
     * @param  run   a run that failed
     * @param  tasks what became of its tasks
     * @return       the notice
     */
    @Handler
    public String write(@ExchangeProperty("run") Run run, @Body Iterator<RunTask> tasks) {
        List<String> lines = new ArrayList<>();
        long failed = 0;
        long all = 0;
        for (; tasks.hasNext(); all++) {
            RunTask task = tasks.next();
            if ("completed".equals(task.getStatus())) {
                continue;
            }
            failed++;
            if (failed <= mostTasks) {
                lines.add("- task " + plain(task.getTask()) + searched(task.getParams()) + ": " + plain(task.getStatus())
                          + reason(task.getDoneReason(), task.getDoneReasonDesc()));
            }
        }
        if (failed > mostTasks) {
            lines.add("- and " + (failed - mostTasks) + " more");
        }
        String ended = "error".equals(run.getStatus()) ? "ended in error" : "was " + plain(run.getStatus());
        lines.add(0, "Run " + plain(run.getId()) + " of squid " + plain(run.getSquid()) + " " + ended
                     + reason(run.getDoneReason(), run.getDoneReasonDesc()) + ": " + failed + " of " + all + " tasks failed");
        return String.join("\n", lines);
    }

    private static String searched(Map<String, Object> params) {
        return params == null || params.isEmpty()
                ? ""
                : ", " + plain(params.entrySet().stream().map(param -> param.getKey() + " = " + param.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private static String reason(String word, String description) {
        return word == null ? "" : " (" + plain(description == null ? word : word + ": " + description) + ")";
    }

    private static String plain(String text) {
        return PlainText.line(String.valueOf(text), LONGEST);
    }
}
