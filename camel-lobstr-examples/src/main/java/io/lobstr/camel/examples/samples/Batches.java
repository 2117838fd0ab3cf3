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

import java.util.Iterator;

import org.apache.camel.Handler;
import org.apache.camel.support.GroupIterator;

/**
 * Goes through many things in lists of so many, and makes no list before it is asked for. The function {@code collate}
 * of the Simple language would do, but in Camel 4.18 it makes lists of lists of the second message.
 */
public class Batches {

    private final int size;

    /**
     * @param size how many things are in a list
     */
    public Batches(int size) {
        this.size = size;
    }

    /**
     * @param  things one by one
     * @return        lists of them
     */
    @Handler
    public Iterator<?> of(Iterator<?> things) {
        return new GroupIterator(things, size);
    }
}
