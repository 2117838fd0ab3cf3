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

import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which values of a run, of its tasks or of its rows the columns of a table do not hold as they came.
 */
public class LeftOut {

    private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);
    private static final int SAID = 10;
    private static final int LONGEST = 100;

    /**
     * @param values what the statement answered: one for each of them
     */
    @Handler
    public void say(@Body List<Map<String, Object>> values) {
        for (Map<String, Object> value : values.subList(0, Math.min(values.size(), SAID))) {
            LOG.warn("Run {}: the column for {} does not hold {}, which data keeps{}", plain(value.get("run")),
                    plain(value.get("name")), plain(value.get("value")),
                    value.get("id") == null ? "" : " under the id " + plain(value.get("id")));
        }
        if (values.size() > SAID) {
            LOG.warn("Run {}: and {} more values", plain(values.get(0).get("run")), values.size() - SAID);
        }
    }

    private static String plain(Object value) {
        return PlainText.line(String.valueOf(value), LONGEST);
    }
}
