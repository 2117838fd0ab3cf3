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
package io.lobstr.camel.model;

/**
 * Words that come again and again, such as the squid and the status of each run of a list: equal ones become one string
 * where that is cheap. A few hundred of the last are known; two threads at once cost a copy, no more.
 */
final class SharedWords {

    private static final int PLACES = 512;
    private static final int LONGEST = 64;
    private static final String[] KNOWN = new String[PLACES];

    private SharedWords() {
    }

    static String share(String word) {
        if (word.length() > LONGEST) {
            return word;
        }
        int place = (word.hashCode() & Integer.MAX_VALUE) % PLACES;
        String known = KNOWN[place];
        if (word.equals(known)) {
            return known;
        }
        KNOWN[place] = word;
        return word;
    }
}
