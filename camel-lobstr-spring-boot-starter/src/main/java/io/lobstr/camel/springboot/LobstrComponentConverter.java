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

import java.util.Set;

import io.lobstr.camel.LobstrConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Finds the beans that properties such as {@code camel.component.lobstr.ssl-context-parameters=#bean:tls} refer to.
 */
@AutoConfiguration
@ConfigurationPropertiesBinding
public class LobstrComponentConverter implements GenericConverter {

    private static final Set<ConvertiblePair> TYPES = Set.of(
            new ConvertiblePair(String.class, LobstrConfiguration.class),
            new ConvertiblePair(String.class, SSLContextParameters.class));

    private final BeanFactory beans;

    /**
     * @param beans where they are
     */
    public LobstrComponentConverter(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return TYPES;
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String reference = source == null ? "" : source.toString();
        if (!reference.startsWith("#")) {
            // another converter may know it
            return null;
        }
        return beans.getBean(reference.replaceFirst("^#(bean:)?", ""), targetType.getObjectType());
    }
}
