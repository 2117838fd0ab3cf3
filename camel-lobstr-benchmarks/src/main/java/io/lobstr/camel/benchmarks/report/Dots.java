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

import java.awt.Color;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Points, one by one.
 */
public final class Dots {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int SIZE = 4;
    private static final Color[] COLOURS = { new Color(0x1b4f9c), new Color(0xa3321f) };

    private final Drawing drawing;

    /**
     * @param file  the file's name, without its ending
     * @param title what is shown
     * @param x     what goes to the right
     * @param y     what goes up
     */
    public Dots(String file, String title, String x, String y) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).yAxisTitle(y).build();
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter).setMarkerSize(SIZE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideS);
        drawing = new Drawing(file, chart);
    }

    /**
     * @param name what they show
     * @param x    where they are; none at all are left out
     * @param y    in the same order
     */
    public void add(String name, double[] x, double[] y) {
        if (x.length > 0) {
            Color colour = COLOURS[drawing.chart().getSeriesMap().size() % COLOURS.length];
            XYSeries series = drawing.chart().addSeries(name, x, y);
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setMarkerColor(colour);
        }
    }

    Drawing drawing() {
        return drawing;
    }
}
