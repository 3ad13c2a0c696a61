#!/bin/sh
# Each spelling of a name finds the articles with every other one, from files
# to results: the families of tests/data/name-families.tsv, an article for
# each spelling.
set -eu

srcdir=${srcdir:-.}
saiga=${SAIGA:-$PWD/saiga}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export SAIGA_DB="$dir/index" XDG_CONFIG_HOME="$dir/config"
export SAIGA_INDEX="${SAIGA_INDEX:-$PWD/saiga-index}"

mkdir "$dir/articles"
awk -F '\t' -v dir="$dir/articles" '{
  for (i = 1; i <= NF; i++) {
    file = sprintf("%s/%02d-%d.txt", dir, NR, i)
    printf "According to %s, trade between the two countries grew.\n", \
      $i >file
    close(file)
  }
}' "$srcdir/tests/data/name-families.tsv"
"$saiga" index --quiet "$dir/articles"

failed=0
family=0
while IFS= read -r line; do
  family=$((family + 1))
  want=$(cd "$dir/articles" &&
    ls "$(printf '%02d' "$family")"-*.txt)
  for name in $line; do
    for typed in "$name" "$(printf %s "$name" | sed 's/.*/\L&/')"; do
      got=$("$saiga" search --csv -n 1000 -- "$typed" | tr -d '\r' |
        sed -n 's|.*/\([0-9]*-[0-9]*\.txt\)",.*|\1|p' | sort)
      if [ "$got" != "$want" ]; then
        printf '%s finds\n%s\ninstead of\n%s\n' "$typed" "$got" "$want"
        failed=1
      fi
      if [ "$("$saiga" search --csv -n 1000 -- "=$typed" | wc -l)" -ne 2 ]; then
        echo "=$typed does not find its own article alone"
        failed=1
      fi
    done
  done
done <"$srcdir/tests/data/name-families.tsv"

# A name that an article has in another case alone: a query, and the sentence
# that it is to find.
export SAIGA_DB="$dir/cases"
rm -r "$dir/articles"
mkdir "$dir/articles"
cat >"$dir/cases.tsv" <<'EOF'
Tokayev|Вчера министр встретился с Токаевым и говорил о торговле в столице.
Tokajew|Кеше министр Тоқаевтың сөзін айтып, жиналысты аяқтады деп хабарлады.
Zelensky|Журналисты ждали ответа Зеленского весь день, но его так и не было.
Biden|По словам Байдена, переговоры о границе начнутся в конце той недели.
Astana|Участники разговора вернулись из Астаны поздно вечером того же дня.
Лаврову|After the talks the minister Lavrov said that nothing had been signed.
Kassym-Jomart|Вчера президент Касым-Жомарт принял послов девяти стран в столице.
EOF
n=0
while IFS='|' read -r _ sentence; do
  n=$((n + 1))
  printf '%s\n' "$sentence" >"$dir/articles/$n.txt"
done <"$dir/cases.tsv"
"$saiga" index --quiet "$dir/articles"
n=0
while IFS='|' read -r query sentence; do
  n=$((n + 1))
  if ! "$saiga" search --csv -n 1000 "$query" | grep -q "/$n\.txt"; then
    echo "$query does not find: $sentence"
    failed=1
  fi
done <"$dir/cases.tsv"
exit $failed
