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
package io.lobstr.camel;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * The long form of the properties of random histories: {@code -Dlobstr.histories=20} tries each twenty times as often
 * as a build does, and a line for each goes to the report.
 */
public final class ManyHistories implements AroundPropertyHook {

    private static final int TIMES = Integer.getInteger("lobstr.histories", 1);

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        context.attributes().tries().ifPresent(tries -> context.attributes().setTries(tries * TIMES));
        long begin = System.nanoTime();
        PropertyExecutionResult result = property.execute();
        if (TIMES > 1) {
            System.out.printf("histories: %s: %d, %s, seed %s, %.1f s%n", context.label(), result.countTries(), result.status(),
                    result.seed().orElse("?"), (System.nanoTime() - begin) / 1e9);
        }
        return result;
    }
}
