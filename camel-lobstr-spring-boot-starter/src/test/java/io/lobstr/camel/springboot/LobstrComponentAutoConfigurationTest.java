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

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.LobstrConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans of the application, and the properties beside them.
 */
class LobstrComponentAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner().withConfiguration(
            AutoConfigurations.of(CamelAutoConfiguration.class, LobstrComponentConverter.class,
                    LobstrComponentAutoConfiguration.class));

    private static LobstrConfiguration ofTheApplication() {
        LobstrConfiguration configuration = new LobstrConfiguration();
        configuration.setApiKey("of the bean");
        configuration.setBaseUrl("http://localhost:1/v1");
        configuration.setMaxRetries(7);
        return configuration;
    }

    @Test
    void leavesWhatAComponentOfTheApplicationHas() {
        application.withBean("lobstr", LobstrComponent.class, () -> {
            LobstrComponent component = new LobstrComponent();
            component.setConfiguration(ofTheApplication());
            return component;
        }).withPropertyValues("camel.component.lobstr.api-key=of the properties").run(started -> {
            LobstrConfiguration configuration = configurationOf(started.getBean(CamelContext.class));
            assertThat(configuration.getApiKey()).isEqualTo("of the properties");
            assertThat(configuration.getBaseUrl()).isEqualTo("http://localhost:1/v1");
            assertThat(configuration.getMaxRetries()).isEqualTo(7);
        });
    }

    @Test
    void startsFromAConfigurationOfTheApplicationAndLeavesTheBeanAsItIs() {
        application.withBean("mine", LobstrConfiguration.class, LobstrComponentAutoConfigurationTest::ofTheApplication)
                .withPropertyValues("camel.component.lobstr.configuration=#bean:mine",
                        "camel.component.lobstr.api-key=of the properties")
                .run(started -> {
                    LobstrConfiguration configuration = configurationOf(started.getBean(CamelContext.class));
                    assertThat(configuration.getApiKey()).isEqualTo("of the properties");
                    assertThat(configuration.getMaxRetries()).isEqualTo(7);
                    assertThat(started.getBean(LobstrConfiguration.class).getApiKey()).isEqualTo("of the bean");
                });
    }

    @Test
    void findsTheBeanOfTlsSettings() {
        application.withBean("tls", SSLContextParameters.class)
                .withPropertyValues("camel.component.lobstr.ssl-context-parameters=#tls")
                .run(started -> assertThat(configurationOf(started.getBean(CamelContext.class)).getSslContextParameters())
                        .isSameAs(started.getBean(SSLContextParameters.class)));
    }

    @Test
    void leavesTheComponentAloneWhereItIsTurnedOff() {
        application.withPropertyValues("camel.component.lobstr.enabled=false", "camel.component.lobstr.max-retries=9")
                .run(started -> assertThat(configurationOf(started.getBean(CamelContext.class)).getMaxRetries())
                        .isEqualTo(3));
    }

    private static LobstrConfiguration configurationOf(CamelContext camel) {
        return camel.getComponent("lobstr", LobstrComponent.class).getConfiguration();
    }
}
