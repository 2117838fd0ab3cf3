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
package io.lobstr.camel.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fields of a body as the source of its type has them: the documented names, and the accessors with their comments.
 */
final class BodyFields extends TreePathScanner<Void, Void> {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Set<String> DOCUMENTING = Set.of("put", "putNeeded", "putSecret");

    /** What the section says of all fields, in each comment again for who reads only that. */
    private static final Pattern USUAL = Pattern.compile(
            "[,;] (?:or )?(?:null|0) where (?:it|that|they) (?:was|were) not answered(?=$|\\.)|, in UTC|, unmodifiable");

    private final DocTrees docs;
    private final Map<String, Field> documented = new LinkedHashMap<>();
    private final List<Accessor> accessors = new ArrayList<>();
    private String what;
    private Accessor within;

    private record Field(boolean secret, List<String> otherNames) {
    }

    private record Accessor(String name, String type, String meaning, List<String> reads) {

        /** Of the field of that name, rather than made of it. */
        boolean isOf(String field) {
            return reads.contains(field)
                    && (name.equals(property(field)) || name.equals(property(field.replaceFirst("^is_", ""))));
        }
    }

    private BodyFields(DocTrees docs) {
        this.docs = docs;
    }

    static BodyFields of(Class<?> type) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Path source = SOURCES.resolve(type.getName().replace('.', '/') + ".java");
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            BodyFields fields = new BodyFields(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                fields.scan(unit, null);
            }
            return fields;
        }
    }

    /** What the type is, in a sentence or two. */
    String what() {
        return what;
    }

    /** In the order of the JSON; what is no field of it comes last. */
    String asciidoc() {
        List<String> rows = new ArrayList<>();
        documented.forEach((name, field) -> {
            String more = (field.secret() ? ". No log shows it" : "")
                          + field.otherNames().stream().map(other -> ". Also called `" + other + "`")
                                  .collect(Collectors.joining());
            rows.add("`" + name + "` | " + accessors.stream().filter(accessor -> accessor.isOf(name)).findFirst()
                    .map(accessor -> row(accessor, more)).orElse("| | only in the JSON and the `Map`" + more));
        });
        accessors.stream().filter(accessor -> documented.keySet().stream().noneMatch(accessor::isOf))
                .forEach(accessor -> rows.add("| " + row(accessor, "")));
        return "[cols=\"2,2,2,5\",options=\"header\"]\n|===\n| JSON | accessor | type | meaning\n\n"
               + rows.stream().map(row -> "| " + row + "\n").collect(Collectors.joining()) + "|===\n";
    }

    private static String row(Accessor accessor, String more) {
        return "`" + accessor.name() + "` | `" + accessor.type() + "` | " + accessor.meaning().replace("|", "\\|") + more;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        if (what == null) {
            what = words(comment().getFullBody());
        }
        return super.visitClass(type, nothing);
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
        String name = method.getName().toString();
        Set<Modifier> modifiers = method.getModifiers().getFlags();
        if (!name.matches("(get|is)[A-Z].*") || !modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.STATIC)) {
            return null;
        }
        String property = name.replaceFirst("^(get|is)", "");
        within = new Accessor(
                property.substring(0, 1).toLowerCase() + property.substring(1), method.getReturnType().toString(),
                meaning(name), new ArrayList<>());
        accessors.add(within);
        super.visitMethod(method, nothing);
        within = null;
        return null;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        ExpressionTree called = call.getMethodSelect();
        List<String> names = call.getArguments().stream().filter(argument -> argument.getKind() == Tree.Kind.STRING_LITERAL)
                .map(argument -> argument.toString().replace("\"", "")).toList();
        if (called instanceof IdentifierTree own && within != null && own.getName().toString().startsWith("as")) {
            within.reads().addAll(names);
        } else if (called instanceof MemberSelectTree of && within == null) {
            String name = of.getIdentifier().toString();
            if (DOCUMENTING.contains(name)) {
                documented.put(names.get(0), new Field(name.equals("putSecret"), new ArrayList<>()));
            } else if (name.equals("alsoCalled")) {
                documented.get(names.get(1)).otherNames().add(names.get(0));
            }
        }
        return super.visitMethodInvocation(call, nothing);
    }

    private String meaning(String method) {
        DocCommentTree comment = comment();
        assertThat(comment).as("the comment of %s", method).isNotNull();
        String body = words(comment.getFullBody());
        return USUAL.matcher(body.isEmpty()
                ? comment.getBlockTags().stream().filter(ReturnTree.class::isInstance)
                        .map(returned -> words(((ReturnTree) returned).getDescription())).findFirst().orElseThrow()
                : body).replaceAll("");
    }

    private DocCommentTree comment() {
        return docs.getDocCommentTree(getCurrentPath());
    }

    private static String words(List<? extends DocTree> comment) {
        return comment.stream().map(BodyFields::word).collect(Collectors.joining()).replaceAll("\\s+", " ").strip()
                .replaceFirst("\\.$", "");
    }

    private static String word(DocTree word) {
        if (word instanceof LiteralTree code) {
            return "`" + code.getBody().getBody().strip() + "`";
        }
        if (word instanceof LinkTree link) {
            return "`" + property(link.getReference().getSignature().replaceFirst(".*#(get|is)", "").replace("()", "")) + "`";
        }
        return word instanceof TextTree text ? text.getBody() : word.toString();
    }

    /** As Simple calls it. */
    private static String property(String name) {
        StringBuilder property = new StringBuilder();
        for (String part : name.split("_")) {
            property.append(property.isEmpty() ? part.substring(0, 1).toLowerCase() : part.substring(0, 1).toUpperCase())
                    .append(part.substring(1));
        }
        return property.toString();
    }
}
