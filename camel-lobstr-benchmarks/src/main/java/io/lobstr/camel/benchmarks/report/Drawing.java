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
package io.lobstr.camel.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;

/**
 * A chart in a file of its own.
 *
 * @param file  the file's name, without its ending
 * @param chart what is drawn
 */
record Drawing(String file, XYChart chart) {

    void write(Path folder) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, folder.resolve(file).toString(), VectorGraphicsFormat.SVG);
        // ten digits behind the point are half of the file
        Path svg = folder.resolve(file + ".svg");
        Files.writeString(svg, Files.readString(svg).replaceAll("(\\d\\.\\d\\d)\\d+", "$1"));
    }

    String markdown() {
        return "![" + chart.getTitle() + "](" + file + ".svg)";
    }
}
