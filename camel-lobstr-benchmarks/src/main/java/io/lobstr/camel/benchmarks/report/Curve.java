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

import java.awt.BasicStroke;
import java.awt.Color;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;

/**
 * Lines over two logarithmic axes, drawn as SVG.
 */
public final class Curve {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 480;
    /** In pairs: ours, and what it is compared with. */
    private static final Color[] COLOURS = {
            new Color(0x1b4f9c), new Color(0x8fb4e8), new Color(0x1d7a3e), new Color(0x8fd3a6), new Color(0xa3321f),
            new Color(0xeba497) };
    private static final BasicStroke SOLID = new BasicStroke(0.5f);

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
                .build();
        // no dashes: in SVG each becomes a shape of its own, and the file a megabyte
        chart.getStyler().setPlotGridLinesStroke(SOLID).setPlotGridLinesColor(Color.LIGHT_GRAY)
                .setAxisTickMarksStroke(SOLID);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Vertical).setChartBackgroundColor(Color.WHITE);
    }

    /**
     * @param name what it shows
     * @param x    more than 0
     * @param y    more than 0
     */
    public void line(String name, double[] x, double[] y) {
        Color colour = COLOURS[chart.getSeriesMap().size() % COLOURS.length];
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarkerColor(colour);
        series.setLineColor(colour).setLineStyle(SeriesLines.SOLID);
    }

    Drawing drawing() {
        return new Drawing(file, chart);
    }
}
