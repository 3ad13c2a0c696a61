// SPDX-License-Identifier: GPL-2.0-or-later

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Highlight ARTICLES.jsonl QUERIES.tsv PAIRS.tsv DIR PASSAGES/GOAL...: what Lucene's
 * UnifiedHighlighter (offsets in the postings, English stems) shows of the pairs' articles, as
 * DIR/lucene-PASSAGES-GOAL: a line a pair, with the query's number, the article's id and the
 * snippet. Of so many passages at most, each made of whole sentences, as many as come closest to
 * GOAL characters; 0: each one sentence.
 */
@SuppressWarnings("deprecation")
final class Highlight {
  private static final String FIELD = "text";

  private final Analyzer analyzer = new EnglishAnalyzer();
  private final Map<String, Integer> documents = new HashMap<>();

  private static String get(JsonObject article, String key) {
    JsonElement value = article.get(key);
    return value == null || value.isJsonNull() ? "" : value.getAsString();
  }

  private void index(Directory directory, Path articles) throws IOException {
    FieldType type = new FieldType(TextField.TYPE_STORED);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        BufferedReader reader = Files.newBufferedReader(articles)) {
      for (String line; (line = reader.readLine()) != null; ) {
        if (line.isBlank()) {
          continue;
        }
        JsonObject article = JsonParser.parseString(line).getAsJsonObject();
        Document document = new Document();
        document.add(new Field(FIELD, get(article, "text"), type));
        document.add(new StoredField("id", get(article, "id")));
        writer.addDocument(document);
      }
    }
  }

  private static List<String[]> read(String file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Paths.get(file))) {
      rows.add(line.split("\t", 2));
    }
    return rows;
  }

  private void run(IndexSearcher searcher, String[] args, String setting) throws IOException {
    int passages = Integer.parseInt(setting.replaceAll("/.*", ""));
    int goal = Integer.parseInt(setting.replaceAll(".*/", ""));
    QueryBuilder builder = new QueryBuilder(analyzer);
    Map<String, Query> queries = new HashMap<>();
    for (String[] row : read(args[1])) {
      queries.put(row[0], builder.createBooleanQuery(FIELD, row[1]));
    }
    UnifiedHighlighter highlighter = new UnifiedHighlighter(searcher, analyzer);
    highlighter.setMaxLength(Integer.MAX_VALUE - 1);
    highlighter.setFormatter(new DefaultPassageFormatter("", "", " … ", false));
    highlighter.setBreakIterator(
        () -> {
          BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
          return goal == 0
              ? sentences
              : LengthGoalBreakIterator.createClosestToLength(sentences, goal);
        });
    Path run = Paths.get(args[3], "lucene-" + setting.replace('/', '-'));
    List<String[]> pairs = read(args[2]);
    String[] snippets = new String[pairs.size()];
    long time = 0;
    // The second time it is compiled.
    for (int round = 0; round < 2; round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int i = 0; i < snippets.length; i++) {
        String[] pair = pairs.get(i);
        Query query = queries.get(pair[0]);
        int[] document = {documents.get(pair[1])};
        snippets[i] =
            query == null
                ? ""
                : highlighter.highlightFields(
                        new String[] {FIELD}, query, document, new int[] {passages})
                    .get(FIELD)[0];
      }
      time = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }
    try (PrintWriter writer =
        new PrintWriter(Files.newBufferedWriter(run, StandardCharsets.UTF_8))) {
      for (int i = 0; i < snippets.length; i++) {
        String snippet = snippets[i] == null ? "" : snippets[i].replaceAll("[\t\r\n]", " ");
        writer.print(pairs.get(i)[0] + "\t" + pairs.get(i)[1] + "\t" + snippet + "\n");
      }
      if (writer.checkError()) {
        throw new IOException("cannot write " + run);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: CPU of a result %.4f ms%n",
        run.getFileName(),
        time / 1e6 / Math.max(1, snippets.length));
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 5) {
      System.err.println(
          "usage: Highlight ARTICLES.jsonl QUERIES.tsv PAIRS.tsv DIR PASSAGES/GOAL...");
      System.exit(2);
    }
    BooleanQuery.setMaxClauseCount(Integer.MAX_VALUE);
    Highlight highlight = new Highlight();
    try (Directory directory = new ByteBuffersDirectory()) {
      highlight.index(directory, Paths.get(args[0]));
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        for (int i = 0; i < reader.maxDoc(); i++) {
          highlight.documents.put(reader.document(i).get("id"), i);
        }
        for (int i = 4; i < args.length; i++) {
          highlight.run(new IndexSearcher(reader), args, args[i]);
        }
      }
    }
  }
}
