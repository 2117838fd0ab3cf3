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

import java.util.Map;

import io.lobstr.camel.LobstrComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/**
 * Sets the component's options from the properties of the application, those under {@code camel.component.lobstr}.
 */
@AutoConfiguration(after = { CamelAutoConfiguration.class, LobstrComponentConverter.class })
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({ ComponentConfigurationProperties.class, LobstrComponentConfiguration.class })
@ConditionalOnHierarchicalProperties({ "camel.component", "camel.component.lobstr" })
public class LobstrComponentAutoConfiguration {

    private final ApplicationContext application;
    private final LobstrComponentConfiguration options;

    /**
     * @param application where the properties are
     * @param options     those of the component
     */
    public LobstrComponentAutoConfiguration(ApplicationContext application, LobstrComponentConfiguration options) {
        this.application = application;
        this.options = options;
    }

    /**
     * @return sets the options on each lobstr component before it starts
     */
    @Lazy
    @Bean
    public ComponentCustomizer configureLobstrComponent() {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                setOptions((LobstrComponent) target);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof LobstrComponent
                        && HierarchicalPropertiesEvaluator.evaluate(application, "camel.component.customizer",
                                "camel.component.lobstr.customizer");
            }
        };
    }

    private void setOptions(LobstrComponent component) {
        CamelContext context = component.getCamelContext();
        Map<String, Object> set = CamelPropertiesHelper.getNonNullProperties(context, options);
        // first: the other options go into it
        if (set.remove("configuration") != null) {
            component.setConfiguration(options.getConfiguration().copy());
        }
        CamelPropertiesHelper.setCamelProperties(context, component, set, false);
    }
}
