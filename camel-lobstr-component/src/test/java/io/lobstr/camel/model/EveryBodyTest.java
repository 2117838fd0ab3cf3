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

import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.lobstr.camel.internal.operation.SecretNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every body: each getter answers, whatever the object has, each documented field has one, and no value
 * of one field spoils the object.
 */
class EveryBodyTest {

    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private static final ObjectMapper EXACT
            = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final List<String> VALUES = List.of(
            "null", "true", "0", "-1", "1.50", "\"12.5\"", "\"40\"", "1e30", "1e999", "99999999999999999999", "\"\"", "\"--\"",
            "\"50%\"", "\"∞\"", "\"2025-02-04T10:25:41\"", "\"0000-00-00T00:00:00\"", "\"1 day, 2:03:04\"", "[]", "{}",
            "[null]", "[{}]", "[[5]]", "{\"id\":\"a\",\"x\":[1.0,null]}", "[{\"id\":{}}]", "NaN", "-Infinity", "\"NaN\"");

    static Stream<Class<?>> bodies() {
        return new ClassFileImporter().importPackages("io.lobstr.camel.model").stream()
                .filter(type -> type.isAssignableTo(LobstrObject.class)
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::reflect).filter(type -> Modifier.isPublic(type.getModifiers()));
    }

    private static Documented documented(Class<?> body) throws ReflectiveOperationException {
        var field = body.getDeclaredField("DOCUMENTED");
        field.setAccessible(true);
        return (Documented) field.get(null);
    }

    private static Object sample(FieldParser parser) {
        if (parser instanceof ListOf list) {
            return List.of(Map.of("id", "a", "name", "n", "function", "f"));
        }
        return switch ((FieldType) parser) {
            case ID, SHARED_ID, TEXT, NAME, WORD, TEXT_OR_OBJECT -> "a word";
            case TIME, MOMENT -> "2025-02-04T10:25:41";
            case DURATION, ETA -> "0:00:50.5";
            case COUNT, CREDITS, PERCENT, PRICE -> 5;
            case FLAG, FLAG_OR_OBJECT -> true;
            case OBJECT, ANY -> Map.of("a", List.of(1));
        };
    }

    private static Map<String, Object> full(Class<?> body) throws ReflectiveOperationException {
        Documented documented = documented(body);
        Map<String, Object> json = new LinkedHashMap<>();
        for (int place = 0; place < documented.size(); place++) {
            json.put(documented.field(place).name(), sample(documented.field(place).parser()));
        }
        return json;
    }

    /** With what there must be, and nothing else. */
    private static Map<String, Object> least(Class<?> body) throws ReflectiveOperationException {
        List<String> needed = new ArrayList<>(List.of("available", "consumed", "s3", "tasks"));
        Documented documented = documented(body);
        for (int place = 0; place < documented.size(); place++) {
            if (documented.field(place).needed()) {
                needed.add(documented.field(place).name());
            }
        }
        Map<String, Object> json = full(body);
        json.keySet().retainAll(needed);
        return json;
    }

    private static LobstrObject read(Class<?> body, Map<String, Object> json) throws JsonProcessingException {
        return (LobstrObject) MAPPER.readValue(MAPPER.writeValueAsString(json), body);
    }

    private static Map<String, Method> getters(Class<?> body) {
        return Arrays.stream(body.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0)
                .collect(Collectors.toMap(Method::getName, method -> method));
    }

    private static Map<String, Object> callAll(LobstrObject object) {
        Map<String, Object> answers = new LinkedHashMap<>();
        getters(object.getClass()).forEach((name, method) -> {
            try {
                answers.put(name, method.invoke(object));
            } catch (InvocationTargetException | IllegalAccessException e) {
                throw new AssertionError(method + " of " + object, e);
            }
        });
        return answers;
    }

    private static String getter(String field) {
        String name = field.startsWith("is_") ? field.substring(3) : field;
        return "get" + Arrays.stream(name.split("_")).map(word -> word.substring(0, 1).toUpperCase() + word.substring(1))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyGetterAnswers(Class<?> body) throws Exception {
        assertThat(callAll(read(body, full(body)))).isNotEmpty().doesNotContainValue(null);
        assertThat(callAll(read(body, least(body)))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyDocumentedFieldHasAGetter(Class<?> body) throws Exception {
        List<String> names = new ArrayList<>(full(body).keySet());
        if (body == Run.class || body == RunStats.class) {
            // a run's flag misleads: it is in JSON and map alone. That of the statistics is a plain boolean
            names.remove("is_done");
        }
        assertThat(getters(body).keySet()).containsAll(names.stream().map(EveryBodyTest::getter).toList());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void noValueOfOneFieldSpoilsTheObject(Class<?> body) throws Exception {
        Documented documented = documented(body);
        for (int place = 0; place < documented.size(); place++) {
            if (documented.field(place).needed() || documented.size() == 1) {
                continue;
            }
            for (String value : VALUES) {
                Map<String, Object> json = full(body);
                json.put(documented.field(place).name(), "VALUE");
                String text = write(json).replace("\"VALUE\"", value);
                if (value.equals("null") && least(body).containsKey(documented.field(place).name())) {
                    continue;
                }
                LobstrObject object = (LobstrObject) MAPPER.readValue(text, body);

                callAll(object);
                Object kept = object.toMap().get(documented.field(place).name());
                assertThat(kept == null).as(text).isEqualTo(value.equals("null") || saysNothing(documented, place, value));
                assertThat(MAPPER.readValue(object.toJson(), body)).as(text).isEqualTo(object);
                if (object.asIs(documented.field(place).name()) == null && kept != null && !value.contains("N")
                        && !value.contains("Inf")) {
                    assertThat(EXACT.readTree(object.toJson()).get(documented.field(place).name()))
                            .as(text).isEqualTo(EXACT.readTree(value));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void itsTextHasAllButWhatMayBeASecret(Class<?> body) throws Exception {
        LobstrObject object = read(body, full(body));
        ObjectNode expected = (ObjectNode) MAPPER.readTree(object.toJson());
        Documented documented = documented(body);
        for (int place = 0; place < documented.size(); place++) {
            if (documented.field(place).secret()) {
                // callApi knows them by their names alone
                assertThat(SecretNames.has(documented.field(place).name())).isTrue();
                expected.put(documented.field(place).name(), "xxxxxx");
            }
        }

        assertThat(MAPPER.readTree(object.toString())).isEqualTo(expected);
        assertThat(MAPPER.readTree(new LobstrList<>(List.of(object)).toString()).get(0)).isEqualTo(expected);
    }

    private static boolean saysNothing(Documented documented, int place, String value) {
        return documented.field(place).parser() == FieldType.ETA && value.equals("\"∞\"");
    }

    private static String write(Object json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both are asked with secrets, which the API may quote. */
    @Test
    void theTextOfWhatWasAskedWithSecretsShowsNothingThatNobodyDocumented() {
        Map<String, Object> json = Map.of("id", "y1", "status_code", 400, "success", false, "echo", Map.of("token", "s3cret"));

        assertThat(List.of(new AccountSync(json), new DeliveryTest(json))).allSatisfy(body -> {
            assertThat(body.toString()).contains("\"status_code\":400", "echo").doesNotContain("s3cret");
            assertThat(body.toJson()).contains("s3cret");
        });
    }
}
