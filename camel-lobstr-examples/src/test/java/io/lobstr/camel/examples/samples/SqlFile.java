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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A statement of the samples, for a test that needs no route around it.
 */
final class SqlFile {

    private static final Pattern PARAMETER = Pattern.compile(":#(?:\\$\\{([^}]+)}|(\\w+))");

    private final String text;
    private final List<String> parameters;

    /**
     * @param name without folder and ending
     */
    SqlFile(String name) {
        try (InputStream in = SqlFile.class.getResourceAsStream("/sql/" + name + ".sql")) {
            String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            parameters = PARAMETER.matcher(file).results().map(SqlFile::name).toList();
            text = PARAMETER.matcher(file).replaceAll("?");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(MatchResult parameter) {
        return parameter.group(1) == null ? parameter.group(2) : parameter.group(1);
    }

    /** @return the statement, with a question mark for each parameter */
    String text() {
        return text;
    }

    /** @return a value for each question mark */
    Object[] arguments(Map<String, String> values) {
        return parameters.stream().map(values::get).toArray();
    }
}
