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
package io.lobstr.camel.springboot;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ApplicationContext;

/**
 * What the actuator says: its classes have moved between Spring Boot 3 and 4.
 */
final class ActuatorHealth {

    private ActuatorHealth() {
    }

    static String ofCamel(ApplicationContext application) {
        Health health = ((HealthIndicator) application.getBean(HealthContributorRegistry.class).getContributor("camelHealth"))
                .health(true);
        return health.getStatus() + " " + health.getDetails();
    }
}
