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
import java.nio.file.Path;

import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Lines over two logarithmic axes, drawn as SVG.
 */
public final class Curve {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;

    private final String file;
    private final XYChart chart;

    /**
     * @param file  the file's name, without its ending
     * @param title what is shown
     * @param x     what goes to the right
     * @param y     what goes up
     */
    public Curve(String file, String title, String x, String y) {
        this.file = file;
        chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).yAxisTitle(y)
                .theme(ChartTheme.Matlab).build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setLegendPosition(LegendPosition.OutsideS);
    }

    /**
     * @param name what it shows
     * @param x    more than 0
     * @param y    more than 0
     */
    public void line(String name, double[] x, double[] y) {
        chart.addSeries(name, x, y);
    }

    void write(Path folder) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, folder.resolve(file).toString(), VectorGraphicsFormat.SVG);
    }

    String markdown() {
        return "![" + chart.getTitle() + "](" + file + ".svg)";
    }
}
