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

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import org.xml.sax.InputSource;

/**
 * A dependency in a snippet; what it does not say is empty.
 */
record Dependency(String group, String artifact, String version) {

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    static List<Dependency> in(String snippet) throws Exception {
        NodeList found = (NodeList) XPATH.evaluate("//dependency", document("<all>" + snippet + "</all>"),
                XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Dependency::of).toList();
    }

    private static Dependency of(Node node) {
        return new Dependency(text("groupId", node), text("artifactId", node), text("version", node));
    }

    private static String text(String path, Node node) {
        try {
            return XPATH.evaluate(path, node);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static Document document(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    boolean isOurs() {
        return group.equals("io.lobstr.camel");
    }

    /** Those of another framework are looked at by its test. */
    boolean isOfCamel() {
        return group.equals("org.apache.camel") && !isBomOfCamel();
    }

    boolean isBomOfCamel() {
        return artifact.equals("camel-bom");
    }

    /** Whether what these tests run with has it; its version is that of Camel's BOM. */
    boolean isRunHere() {
        return version.isEmpty()
                && Dependency.class.getResource("/META-INF/maven/" + group + "/" + artifact + "/pom.properties") != null;
    }

    /** Whether it is a module of this build, in the version that is built. */
    boolean isBuiltHere() {
        try {
            Document pom = document(Files.readString(Path.of("..", artifact, "pom.xml")));
            return text("/project/artifactId", pom).equals(artifact) && text("/project/parent/groupId", pom).equals(group)
                    && (version.equals("x.x.x") || text("/project/parent/version", pom).equals(version));
        } catch (Exception e) {
            throw new IllegalStateException(toString(), e);
        }
    }
}
