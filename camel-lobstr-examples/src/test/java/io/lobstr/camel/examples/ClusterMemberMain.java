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
package io.lobstr.camel.examples;

import java.io.IOException;

/**
 * {@link SamplesMain} for a test: it ends with the JVM of the test, whatever that one ends of.
 */
public final class ClusterMemberMain {

    private ClusterMemberMain() {
    }

    /**
     * @param args none
     */
    public static void main(String[] args) {
        Thread parent = new Thread(ClusterMemberMain::haltWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        SamplesMain.main(args);
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                // the parent is there
            }
        } catch (IOException e) {
            // it is not
        }
        Runtime.getRuntime().halt(1);
    }
}
