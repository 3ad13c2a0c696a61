/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hostile files, of a piece that is there n times between two others:
 * PATTERN(name, before, piece, n, after, articles it gives, what is told).
 */
/* clang-format off */

/* ---- text ---- */
PATTERN("empty.txt", "", "", 0, "", 0, "holds no text")
PATTERN("one.txt", "", "a", 1, "", 1, "")
PATTERN("line.txt", "", "word ", 40000000, "", 1, "longer than 4 MB")
PATTERN("word.txt", "", "a", 10000000, "", 1, "longer than 4 MB")
PATTERN("bytes.txt", "", "\xfe\xfd\x81\x8d ", 1000, "", 1, "not UTF-8: read as")
PATTERN("controls.txt", "", "\001\002\033\377 ", 1000, "", 0, "not a text in UTF-8")
PATTERN("marks.txt", "a", "\xcc\x81\xcc\xa3", 100000, "", 1, "")
PATTERN("lines.txt", "", "\n", 1000000, "", 0, "holds no text")
PATTERN("quotes.md", "", ">", 100000, "a", 1, "")

/* ---- pages ---- */
PATTERN("empty.html", "", "", 0, "", 0, "holds no text")
PATTERN("one.html", "", "<", 1, "", 0, "holds no text")
PATTERN("deep.html", "<p>The text of the page.</p>", "<div>", 100000, "<p>Deep inside of it is a text, too.</p>", 1, "")
PATTERN("bold.html", "<p>The text of the page.</p>", "<b>", 100000, "The rest of it.", 1, "")
PATTERN("attributes.html", "<p>The text of the page.</p><a", " a=1", 100000, ">The rest of it, a sentence.", 1, "")
PATTERN("names.html", "<p>The text of the page.</p><a", " ab", 100000, ">The rest of it, a sentence.", 1, "")
PATTERN("comment.html", "<p>The text of the page.</p><!--", "a", 1000000, "", 1, "")
PATTERN("script.html", "<p>The text of the page.</p><script>", "a<", 1000000, "", 1, "")
PATTERN("entities.html", "<p>", "&amp;", 100000, "</p>", 1, "")
PATTERN("charset.html", "<meta charset=utf-7><p>", "The page says so. ", 10, "</p>", 1, "")
PATTERN("utf16.html", "<meta charset=utf-16><p>", "The page says so. ", 10, "</p>", 1, "")
PATTERN("long.html", "<p>", "The page says so. ", 2000000, "</p>", 1, "longer than 16 MB")
PATTERN("tables.html", "<p>The text of the page.</p>", "<table><tr><td>", 30000, "", 1, "")

/* ---- feeds ---- */
PATTERN("empty.xml", "", "", 0, "", 0, "damaged: there is nothing in it")
PATTERN("bomb.xml", "<!DOCTYPE rss [<!ENTITY a \"", "a", 10000, "\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]><rss><channel><item><title>Oil</title><description>It is &e;&e; dear.</description></item></channel></rss>", 1, "")
PATTERN("file.xml", "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY % b SYSTEM \"http://127.0.0.1:9/x.dtd\"> %b;]><rss><channel><item><title>Oil</title><description>It is ", "&a;", 1, " dear.</description></item></channel></rss>", 1, "")
PATTERN("attributes.xml", "<rss><channel><item", " a=\"1\"", 100000, "/></channel></rss>", 0, "an element with more than 2000 attributes")
PATTERN("deep.xml", "<rss><channel><item><title>Oil</title><description>", "<b>", 100000, "", 0, "damaged: ")
PATTERN("title.xml", "<rss><channel><item><title>", "word ", 4000000, "</title><description>A text.</description></item></channel></rss>", 1, "item 1: longer than 8 MB")
PATTERN("cut.xml", "<rss><channel>", "<item><description>A text.</description><guid>1</guid></item>", 1, "<item><desc", 1, "damaged: ")
PATTERN("ids.xml", "<rss><channel>", "<item><description>A text.</description><guid>1</guid></item>", 300, "</channel></rss>", 1, "item 2: its id was there before")
PATTERN("none.xml", "<a>", "<b/>", 100000, "</a>", 0, "XML, but not a feed")
PATTERN("name.xml", "<", "a", 5000000, ">", 0, "damaged: ")
PATTERN("comment.xml", "<rss><!--", "a", 5000000, "", 0, "damaged: ")
PATTERN("encoding.xml", "<?xml version=\"1.0\" encoding=\"utf-99\"?><rss><channel>", "<item><description>\xd0\x90 text.</description></item>", 1, "</channel></rss>", 1, "")

/* ---- JSON ---- */
PATTERN("empty.json", "", "", 0, "", 0, "")
PATTERN("deep.json", "", "[", 1000000, "", 0, "no JSON")
PATTERN("objects.json", "", "{\"a\":", 1000000, "", 0, "no JSON")
PATTERN("deep.jsonl", "{\"text\":", "[", 1000000, "", 0, "line 1: more than 1000000 values")
PATTERN("line.jsonl", "{\"text\":\"", "word ", 20000000, "\"}\n{\"text\":\"One is.\"}\n", 1, "line 1: longer than 13 MB")
PATTERN("values.json", "{\"text\":\"One is.\",\"a\":[0", ",0", 5000000, "]}", 0, "item 1: more than 1000000 values")
PATTERN("lists.json", "{\"text\":\"One is.\",\"a\":[0", ",[]", 450000, "]}", 1, "")
PATTERN("string.json", "{\"text\":\"", "word ", 10000000, "", 0, "item 1: longer than 13 MB")
PATTERN("keys.json", "{\"text\":\"One is.\"", ",\"a\":1", 200000, "}", 1, "")
PATTERN("items.json", "[", "{\"text\":\"One is.\"},", 3, "", 3, "no JSON")
PATTERN("commas.json", "[", ",", 1000000, "]", 0, "")
PATTERN("escapes.json", "[\"", "\\", 1000001, "]", 0, "no JSON")

/* ---- mail ---- */
PATTERN("empty.eml", "", "", 0, "", 0, "no mail")
PATTERN("parts.eml", "Subject: Oil\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nIt is dear.\n", "--b\nContent-Type: image/png\n\nx\n", 10000, "--b--\n", 1, "more than 1000 parts")
PATTERN("deep.eml", "Subject: Oil\n", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n", 10000, "\nIt is dear.\n", 0, "holds no text")
PATTERN("mails.eml", "Subject: Oil\n", "MIME-Version: 1.0\nContent-Type: message/rfc822\n\n", 10000, "\nIt is dear.\n", 0, "holds no text")
PATTERN("dashes.eml", "Subject: Oil\nContent-Type: multipart/mixed; boundary=b\n\n", "--\n", 1000000, "", 0, "a mail of more parts")
PATTERN("header.eml", "Subject: ", "word ", 4000000, "\n\nIt is dear.\n", 0, "a mail with a longer header")
PATTERN("headers.eml", "", "X-A: b\n", 1000000, "\nIt is dear.\n", 0, "a mail with a longer header")
PATTERN("words.eml", "Subject: ", "=?utf-8?B?0JjQ?= ", 100000, "\n\nIt is dear.\n", 0, "a mail with a longer header")
PATTERN("names.eml", "From: ", "a@b.example, ", 100000, "\n\nIt is dear.\n", 0, "a mail with a longer header")
PATTERN("base64.eml", "Subject: Oil\nContent-Transfer-Encoding: base64\n\n", "!?\xff", 100000, "", 0, "holds no text")
PATTERN("charset.eml", "Subject: Oil\nContent-Type: text/plain; charset=klingon\n\n", "It is dear. ", 10, "", 1, "")
PATTERN("empty.mbox", "", "", 0, "", 0, "")
PATTERN("many.mbox", "", "From a\n\n", 3000, "", 0, "mail 1: ")
PATTERN("page.mhtml", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n", "--b\n\nx\n", 100, "", 0, "no page of HTML in it")

/* ---- archives ---- */
PATTERN("empty.zip", "", "", 0, "", 0, "damaged: ")
PATTERN("junk.zip", "PK\003\004", "junk", 1000, "", 0, "damaged: ")
PATTERN("junk.tar", "", "junk", 1000, "", 0, "damaged: ")
PATTERN("junk.txt.gz", "\x1f\x8b\x08", "junk", 1000, "", 0, "damaged: ")
PATTERN("junk.txt.xz", "\xfd" "7zXZ", "junk", 1000, "", 1, "bytes that are no UTF-8")
PATTERN("empty.warc", "", "", 0, "", 0, "damaged: no record")
PATTERN("length.warc", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 999999999999999999\r\n\r\n", "<p>A page says so.</p>", 100, "", 0, "record 1: damaged: it ends before")
PATTERN("minus.warc", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: -5\r\n\r\n", "<p>A page says so.</p>", 100, "", 0, "damaged: a record without a length")
PATTERN("header.warc", "WARC/1.0\r\n", "X: y\r\n", 1000000, "", 0, "damaged: it ends in a record's header")
PATTERN("line.warc", "WARC/1.0\r\nWARC-Type: ", "a", 20000000, "", 0, "damaged: it ends in a record's header")
PATTERN("records.warc", "", "WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", 100000, "", 0, "")

/* ---- documents ---- */
PATTERN("empty.pdf", "", "", 0, "", 0, "pdftotext cannot read it")
PATTERN("junk.pdf", "%PDF-1.4\n", "junk ", 100000, "", 0, "pdftotext cannot read it")
PATTERN("junk.docx", "PK\003\004", "junk", 1000, "", 0, "damaged: ")
PATTERN("text.odt", "", "No document. ", 100, "", 0, "damaged: ")
PATTERN("empty.epub", "", "", 0, "", 0, "damaged: ")
PATTERN("deep.rtf", "{\\rtf1 A text. ", "{", 100000, "", 1, "")
PATTERN("junk.rtf", "{\\rtf1 ", "\\a", 1000000, "", 0, "holds no text")
