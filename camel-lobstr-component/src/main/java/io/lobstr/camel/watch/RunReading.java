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
package io.lobstr.camel.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.lobstr.camel.model.Run;

/**
 * One reading of a squid's list of runs, from the first page down to what is known. For one thread.
 */
public final class RunReading {

    private final SquidWatch watch;
    private final List<Run> fresh = new ArrayList<>();
    private final List<Run> known = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private boolean marked;

    RunReading(SquidWatch watch) {
        this.watch = watch;
    }

    /**
     * @param  page the runs of the next page, newest first; runs that were already read, since the list grew meanwhile,
     *              are passed over
     * @return      true if the page after it is to be read too, if there is one
     */
    public boolean read(List<Run> page) {
        for (Run run : page) {
            if (!seen.add(run.getId())) {
                continue;
            }
            if (watch.isKnown(run.getId())) {
                known.add(run);
            } else if (watch.isMark(run.getId())) {
                marked = true;
                break;
            } else {
                fresh.add(run);
            }
        }
        return known.isEmpty() && !marked;
    }

    /**
     * Takes over what was read.
     */
    public void finish() {
        watch.apply(fresh, known, marked);
    }
}
