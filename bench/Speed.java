// SPDX-License-Identifier: GPL-2.0-or-later

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * What Lucene takes. Speed index FOLDER INDEX THREADS puts the folder's texts in, as English stems
 * with positions and offsets, the text stored. Speed search INDEX QUERIES ROUNDS asks for each line
 * of the file, the OR of its words, gets the ten best with snippets of the UnifiedHighlighter, and
 * prints a line each with milliseconds of wall time and of CPU; rounds before the last only warm
 * up. Speed ask INDEX WORDS prints what one query finds.
 */
final class Speed {
  private static final String FIELD = "text";
  private static final int TOP = 10;

  private final Analyzer analyzer = new EnglishAnalyzer();

  private void add(IndexWriter writer, FieldType type, Path path) throws IOException {
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    Document document = new Document();
    document.add(new StoredField("path", path.toString()));
    document.add(new Field(FIELD, text, type));
    writer.addDocument(document);
  }

  private void index(Path folder, Path index, int threads)
      throws IOException, InterruptedException, ExecutionException {
    FieldType type = new FieldType(TextField.TYPE_STORED);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.filter(Files::isRegularFile).collect(Collectors.toList());
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (Directory directory = new MMapDirectory(index);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      List<Future<?>> parts = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t;
        parts.add(
            workers.submit(
                () -> {
                  for (int i = first; i < paths.size(); i += threads) {
                    add(writer, type, paths.get(i));
                  }
                  return null;
                }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } finally {
      workers.shutdown();
    }
  }

  private String[] find(IndexSearcher searcher, UnifiedHighlighter highlighter, String words)
      throws IOException {
    Query query = new QueryBuilder(analyzer).createBooleanQuery(FIELD, words);
    if (query == null) {
      return new String[0];
    }
    TopDocs top = searcher.search(query, TOP);
    return highlighter.highlight(FIELD, query, top);
  }

  private void search(Path index, List<String> queries, int rounds, PrintWriter times)
      throws IOException {
    try (Directory directory = new MMapDirectory(index);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      // A cache of results would answer the second round.
      searcher.setQueryCache(null);
      UnifiedHighlighter highlighter = new UnifiedHighlighter(searcher, analyzer);
      highlighter.setMaxLength(Integer.MAX_VALUE - 1);
      for (int round = 1; round <= rounds; round++) {
        for (String words : queries) {
          long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
          long wall = System.nanoTime();
          String[] snippets = find(searcher, highlighter, words);
          if (times == null) {
            System.out.println(String.join("\n", snippets));
          } else if (round == rounds) {
            times.printf(
                Locale.ROOT,
                "%.3f %.3f%n",
                (System.nanoTime() - wall) / 1e6,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6);
          }
        }
      }
    }
  }

  public static void main(String[] args) throws Exception {
    Speed speed = new Speed();
    if (args.length == 4 && args[0].equals("index")) {
      speed.index(Paths.get(args[1]), Paths.get(args[2]), Integer.parseInt(args[3]));
    } else if (args.length == 4 && args[0].equals("search")) {
      List<String> queries = Files.readAllLines(Paths.get(args[2]));
      try (PrintWriter times = new PrintWriter(System.out)) {
        speed.search(Paths.get(args[1]), queries, Integer.parseInt(args[3]), times);
      }
    } else if (args.length == 3 && args[0].equals("ask")) {
      speed.search(Paths.get(args[1]), List.of(args[2]), 1, null);
    } else {
      System.err.println("usage: Speed index FOLDER INDEX THREADS");
      System.err.println("       Speed search INDEX QUERIES ROUNDS");
      System.err.println("       Speed ask INDEX WORDS");
      System.exit(2);
    }
  }
}
