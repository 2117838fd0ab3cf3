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
package io.lobstr.camel.simulator.traffic;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a request.
 *
 * @param status   its HTTP status
 * @param headers  its headers
 * @param body     its body
 * @param delivery how it is sent
 */
public record Answer(int status, Map<String, String> headers, Body body, Delivery delivery) {

    /**
     * An answer that is sent at once.
     *
     * @param  status      its HTTP status
     * @param  contentType the type of its body
     * @param  body        its body
     * @return             the answer
     */
    public static Answer of(int status, String contentType, Body body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, Delivery.PLAIN);
    }

    /**
     * An answer without a body.
     *
     * @param  status its HTTP status
     * @return        the answer
     */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), Body.of(""), Delivery.PLAIN);
    }

    /**
     * The same with more headers.
     *
     * @param  more those headers; they replace what is there
     * @return      the answer
     */
    public Answer withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body, delivery);
    }

    /**
     * The same with one more header.
     *
     * @param  name  its name
     * @param  value its value
     * @return       the answer
     */
    public Answer withHeader(String name, String value) {
        return withHeaders(Map.of(name, value));
    }

    /**
     * The same with another body.
     *
     * @param  newBody the body
     * @return         the answer
     */
    public Answer withBody(Body newBody) {
        return new Answer(status, headers, newBody, delivery);
    }

    /**
     * The same, sent in another way.
     *
     * @param  newDelivery how
     * @return             the answer
     */
    public Answer withDelivery(Delivery newDelivery) {
        return new Answer(status, headers, body, newDelivery);
    }
}
