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

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Header;

/**
 * The text of a notice: a line on fields that the rows of a squid have not had before, and on those that they have no
 * longer. What came from outside keeps to that line.
 */
public class FieldsNotice {

    private static final int LONGEST = 100;

    /**
     * @param  changed the fields, and whether each is there
     * @param  run     the run that was looked at last
     * @param  squid   its squid
     * @return         the notice
     */
    @Handler
    public String write(
            @Body List<Map<String, Object>> changed, @Header("CamelLobstrRunId") String run,
            @Header("CamelLobstrSquidId") String squid) {
        return "Rows of squid " + plain(squid) + ", as of run " + plain(run) + ":" + names(changed, true, " have fields ")
               + names(changed, false, " have no longer ");
    }

    private static String names(List<Map<String, Object>> changed, boolean there, String verb) {
        String names = changed.stream().filter(field -> field.get("there").equals(there))
                .map(field -> plain(String.valueOf(field.get("field")))).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : verb + names + ";";
    }

    private static String plain(String text) {
        return PlainText.line(String.valueOf(text), LONGEST);
    }
}
