package io.alcedo.training.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.Evaluator;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.Measured;
import io.alcedo.training.evaluation.ScoredRows;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class EvaluationPageTest {
  private static final String PAGE = EvaluationPage.of(Reports.REPORT, Reports.CONTEXT);

  @Test
  void needsNothingButItself() {
    assertThat(PAGE)
        .startsWith("<!DOCTYPE html>")
        .doesNotContainIgnoringCase("http")
        .doesNotContainIgnoringCase("//")
        .doesNotContainIgnoringCase("<script")
        .doesNotContainIgnoringCase("<link")
        .doesNotContainIgnoringCase("@import")
        .doesNotContainIgnoringCase("url(")
        .doesNotContain("src=", "href=", "onload=");
  }

  @Test
  void isWellFormedAndSaysWhatItIsOf() throws Exception {
    Document page = parsed(PAGE);

    assertThat(texts(page, "h1")).containsExactly("Cards & terminals <test>");
    assertThat(texts(page, "dd")).containsExactly("cards, 20260625T0000-0a1b2c3d4e5f", "7 days");
    assertThat(texts(page, "h2"))
        .containsExactly("In short", "Figures", "Plots", "Segments", "Comparisons", "Method");
    assertThat(texts(page, "h3"))
        .contains("Precision and recall", "ROC", "Calibration", "Scores", "Reasons")
        .contains("Channel", "Merchant category", "Amount", "Card", "Against the champion");
  }

  @Test
  void showsEveryFigureWithItsInterval() throws Exception {
    List<List<String>> table = table(parsed(PAGE), 0);

    assertThat(table).hasSize(1 + Figure.values().length);
    for (Figure figure : Figure.values()) {
      Measured measured = Reports.REPORT.figures().get(figure.ordinal());
      List<String> row = table.get(1 + figure.ordinal());
      assertThat(row.get(0)).isEqualTo(figure.title(Reports.REPORT.settings()));
      assertThat(row.get(1)).isEqualTo(FigureText.value(figure, measured.value()));
      assertThat(row.get(2)).isEqualTo(FigureText.interval(figure, measured.interval()));
      assertThat(row.get(3)).startsWith(figure.meaning());
    }
    assertThat(table.get(0).get(2)).isEqualTo("95 % interval");
    assertThat(table.get(1 + Figure.ACCURACY.ordinal()).get(3))
        .contains("Calling every transaction genuine would reach")
        .contains(FigureText.percent(Reports.REPORT.totals().alwaysGenuineAccuracy()));
  }

  @Test
  void drawsEveryPlotWithinItsFrame() throws Exception {
    Document page = parsed(PAGE);

    List<Element> charts = new ArrayList<>();
    NodeList svgs = page.getElementsByTagName("svg");
    for (int i = 0; i < svgs.getLength(); i++) {
      if (((Element) svgs.item(i)).hasAttribute("aria-label")) {
        charts.add((Element) svgs.item(i));
      }
    }
    assertThat(charts).hasSize(6);
    for (Element chart : charts) {
      String[] box = chart.getAttribute("viewBox").split(" ");
      for (String name : List.of("circle", "rect", "path", "text")) {
        NodeList shapes = chart.getElementsByTagName(name);
        for (int i = 0; i < shapes.getLength(); i++) {
          assertWithin(
              (Element) shapes.item(i), Double.parseDouble(box[2]), Double.parseDouble(box[3]));
        }
      }
    }
    assertThat(charts.get(0).getElementsByTagName("path").getLength()).isEqualTo(2);
    assertThat(charts.get(3).getElementsByTagName("circle").getLength())
        .isEqualTo(
            Reports.REPORT.curves().calibration().size()
                + Reports.REPORT.curves().alertCalibration().size());
    assertThat(charts.get(5).getElementsByTagName("rect").getLength()).isEqualTo(6);
  }

  @Test
  void marksSegmentsThatAreSmall() throws Exception {
    long small = Reports.REPORT.segments().stream().filter(segment -> segment.small()).count();

    assertThat(small).isPositive();
    assertThat(texts(parsed(PAGE), "span").stream().filter("small"::equals)).hasSize((int) small);
  }

  @Test
  void aReportOfRowsOfWhichLittleIsKnownIsAPageToo() throws Exception {
    ScoredRows rows = ScoredRows.of(new float[] {0.1f, 0.1f}, new byte[] {0, 0});
    EvaluationReport report =
        new Evaluator(EvaluationSettings.standard().withResamples(0)).evaluate(rows, 0.5);

    String page = EvaluationPage.of(report, ReportContext.of("Bare", List.of()));

    assertThat(texts(parsed(page), "h2")).containsExactly("In short", "Figures", "Plots", "Method");
    assertThat(page).contains("Rows were not resampled").doesNotContain("NaN", "Infinity");
  }

  private static void assertWithin(Element shape, double width, double height) {
    List<Double> across = new ArrayList<>();
    List<Double> down = new ArrayList<>();
    if (shape.getTagName().equals("path")) {
      for (String point : shape.getAttribute("d").replace("Z", "").substring(1).split("L")) {
        across.add(Double.parseDouble(point.split(" ")[0]));
        down.add(Double.parseDouble(point.split(" ")[1]));
      }
    } else {
      boolean circle = shape.getTagName().equals("circle");
      across.add(Double.parseDouble(shape.getAttribute(circle ? "cx" : "x")));
      down.add(Double.parseDouble(shape.getAttribute(circle ? "cy" : "y")));
    }
    assertThat(across).isNotEmpty().allSatisfy(x -> assertThat(x).isBetween(0d, width));
    assertThat(down).isNotEmpty().allSatisfy(y -> assertThat(y).isBetween(0d, height));
  }

  private static List<List<String>> table(Document page, int number) {
    Element table = (Element) page.getElementsByTagName("table").item(number);
    NodeList rows = table.getElementsByTagName("tr");
    List<List<String>> texts = new ArrayList<>();
    for (int row = 0; row < rows.getLength(); row++) {
      List<String> cells = new ArrayList<>();
      NodeList children = rows.item(row).getChildNodes();
      for (int i = 0; i < children.getLength(); i++) {
        if (children.item(i) instanceof Element cell) {
          cells.add(cell.getTextContent().strip());
        }
      }
      texts.add(cells);
    }
    return texts;
  }

  private static List<String> texts(Document page, String tag) {
    NodeList elements = page.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < elements.getLength(); i++) {
      texts.add(elements.item(i).getTextContent().strip());
    }
    return texts;
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }
}
