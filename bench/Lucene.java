// SPDX-License-Identifier: GPL-2.0-or-later

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene ARTICLES.jsonl QUERIES.tsv DIR: Lucene's runs of the queries over the articles, to depth
 * 1000, as DIR/lucene-ANALYSER-K1-B. Title, text and tail are one field; a query is the plain OR
 * of its words. The analyser english drops stop words and stems, plain does neither.
 */
final class Lucene {
  private static final int DEPTH = 1000;
  private static final String FIELD = "text";
  private static final float[][] SETTINGS = {{1.2f, 0.75f}, {0.9f, 0.4f}};

  private Lucene() {}

  private static String get(JsonObject article, String key) {
    JsonElement value = article.get(key);
    return value == null || value.isJsonNull() ? "" : value.getAsString();
  }

  private static void index(Directory directory, Analyzer analyzer, Path articles)
      throws IOException {
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        BufferedReader reader = Files.newBufferedReader(articles)) {
      for (String line; (line = reader.readLine()) != null; ) {
        if (line.isBlank()) {
          continue;
        }
        JsonObject article = JsonParser.parseString(line).getAsJsonObject();
        Document document = new Document();
        document.add(new StoredField("id", get(article, "id")));
        document.add(
            new TextField(
                FIELD,
                get(article, "title") + "\n" + get(article, "text") + "\n" + get(article, "tail"),
                Field.Store.NO));
        writer.addDocument(document);
      }
    }
  }

  private static void search(IndexSearcher searcher, Analyzer analyzer, Path queries, Path run)
      throws IOException {
    // Not the query parser: words such as AND are no operators here.
    QueryBuilder builder = new QueryBuilder(analyzer);
    try (BufferedReader reader = Files.newBufferedReader(queries);
        PrintWriter writer =
            new PrintWriter(Files.newBufferedWriter(run, StandardCharsets.UTF_8))) {
      for (String line; (line = reader.readLine()) != null; ) {
        String[] parts = line.split("\t", 2);
        Query query = parts.length < 2 ? null : builder.createBooleanQuery(FIELD, parts[1]);
        if (query == null) {
          continue;
        }
        int rank = 0;
        for (ScoreDoc hit : searcher.search(query, DEPTH).scoreDocs) {
          String id = searcher.doc(hit.doc).get("id");
          writer.println(parts[0] + " Q0 " + id + " " + ++rank + " " + hit.score + " lucene");
        }
      }
      if (writer.checkError()) {
        throw new IOException("cannot write " + run);
      }
    }
  }

  private static void run(String name, Analyzer analyzer, String[] args) throws IOException {
    try (Directory directory = new ByteBuffersDirectory()) {
      index(directory, analyzer, Paths.get(args[0]));
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        for (float[] setting : SETTINGS) {
          // What is indexed does not depend on the two.
          searcher.setSimilarity(new BM25Similarity(setting[0], setting[1]));
          String file = "lucene-" + name + "-" + setting[0] + "-" + setting[1];
          search(searcher, analyzer, Paths.get(args[1]), Paths.get(args[2], file));
        }
      }
    }
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: Lucene ARTICLES.jsonl QUERIES.tsv DIR");
      System.exit(2);
    }
    BooleanQuery.setMaxClauseCount(Integer.MAX_VALUE);
    run("english", new EnglishAnalyzer(), args);
    run("plain", new StandardAnalyzer(CharArraySet.EMPTY_SET), args);
  }
}
