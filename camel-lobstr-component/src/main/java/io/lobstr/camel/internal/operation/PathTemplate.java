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
package io.lobstr.camel.internal.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a call goes, below the base URL, with ids in it: {@code /runs/{run}/tasks/{task}/retry}.
 *
 * @param texts     what stands before, between and after the ids, one more than there are ids
 * @param ids       what is filled in, in this order
 * @param firstPart the part by which the API counts its limits
 */
public record PathTemplate(List<String> texts, List<Parameter> ids, String firstPart) {

    private static final Pattern ID = Pattern.compile("\\{([^{}]*)}");

    /**
     * @param  path                     with the options of parameters in braces
     * @throws IllegalArgumentException if one of them is none; the message continues a sentence
     */
    public static PathTemplate of(String path) {
        List<String> texts = new ArrayList<>();
        List<Parameter> ids = new ArrayList<>();
        Matcher matcher = ID.matcher(path);
        int end = 0;
        while (matcher.find()) {
            texts.add(path.substring(end, matcher.start()));
            ids.add(parameter(matcher.group(1)));
            end = matcher.end();
        }
        texts.add(path.substring(end));
        return new PathTemplate(List.copyOf(texts), List.copyOf(ids), texts.get(0).split("[/?]", -1)[1]);
    }

    private static Parameter parameter(String word) {
        return Arrays.stream(Parameter.values()).filter(parameter -> parameter.option().equals(word)).findFirst()
                .orElseThrow(() -> unknown(word));
    }

    /** There is no such id; the message continues a sentence. */
    static IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException(
                "has {" + Words.brief(word) + "} in it, and can have "
                                            + Arrays.stream(Parameter.values()).filter(Parameter::isId)
                                                    .map(id -> "{" + id.option() + "}").collect(Collectors.joining(", ")));
    }

    /**
     * @param url   gets the path with the ids in it
     * @param value of an id, fit for a URL
     */
    public void fill(StringBuilder url, Function<Parameter, String> value) {
        url.append(texts.get(0));
        for (int i = 0; i < ids.size(); i++) {
            url.append(value.apply(ids.get(i))).append(texts.get(i + 1));
        }
    }
}
