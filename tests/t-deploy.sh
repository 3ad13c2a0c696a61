#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The configurations of doc/deploy.md: each is taken from there, has paths,
# ports and users put in place, and is started with the real server, as a user
# without rights where the test is run by root.
set -u

srcdir=${srcdir:-.}
document=$srcdir/doc/deploy.md
PATH=$PATH:/usr/sbin:/sbin
export PATH
dir=$(mktemp -d) || exit 99
pids=
failed=0 skipped=0 ran=0
trap 'stop; rm -rf "$dir"' EXIT
ASAN_OPTIONS=new_delete_type_mismatch=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ASAN_OPTIONS

# fail WORDS...
fail() {
	echo "$*"
	failed=1
}

# stop: ends what was started, and waits for it.
stop() {
	for pid in $pids; do
		kill "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	pids=
}

# missing PROGRAM...: says which is not there.
missing() {
	for program; do
		command -v "$program" >/dev/null && continue
		echo "no $program here"
		skipped=1
		return 0
	done
	return 1
}

if missing curl; then
	[ $failed -eq 0 ] && exit 77
	exit 1
fi

# ---- a machine in a folder -----------------------------------------------

mkdir "$dir/empty"
cp saiga.cgi "$dir/saiga.cgi"
./saiga index -q --db="$dir/news" "$srcdir/corpus" || exit 99
as=
if [ "$(id -u)" = 0 ]; then
	as='setpriv --reuid=65534 --regid=65534 --clear-groups'
	chown -R 65534:65534 "$dir"
fi

# block PATH: the block of the document that is this file, for this folder and
# $port.
block() {
	awk -v name="# $1" '
		/^```/ { inside = 0; fence = !fence; next }
		fence && $0 == name { inside = 1; found = 1 }
		inside
		END { exit !found }' "$document" >"$dir/block" ||
		fail "doc/deploy.md has no $1"
	sed -e "s|/usr/local/libexec/saiga|$dir|g" -e "s|/srv/saiga|$dir|g" \
		-e "s|/run/lighttpd/|$dir/|" -e "s|/run/|$dir/|" \
		-e "s|listen 80;|listen 127.0.0.1:$port;|" \
		-e "s|\*:80>|127.0.0.1:$port>|" "$dir/block"
}

port=
block /etc/saiga.conf >"$dir/saiga.conf"
SAIGA_CONFIG=$dir/saiga.conf
export SAIGA_CONFIG

# take_port: another that nobody listens to.
take_port() {
	port=$((${port:-10000 + $$ % 20000} + 1))
	while curl -s -o "$dir/page" "http://127.0.0.1:$port/" ||
		[ $? -ne 7 ]; do
		port=$((port + 1))
	done
}

# start COMMAND...: in the background, its words in $dir/log.
start() {
	# shellcheck disable=SC2086 # words of a command
	$as "$@" >>"$dir/log" 2>&1 &
	pids="$! $pids"
}

# fetch WANTED CURL-ARGUMENT...: the response is in $dir/page.
fetch() {
	wanted=$1
	shift
	got=$(curl -s -o "$dir/page" -w '%{http_code}' --max-time 20 \
		-D "$dir/headers" "$@")
	[ "$got" = "$wanted" ] || fail "$name: $got, not $wanted: curl $*"
}

# has WORDS: the page has them.
has() {
	grep -qF -e "$1" "$dir/page" || fail "$name: the page has no $1"
}

# check NAME PATH: the page answers as it should behind this server.
check() {
	name=$1 address=http://127.0.0.1:$port$2 n=0
	ran=$((ran + 1))
	while ! curl -s -o "$dir/page" --max-time 20 "$address" &&
		[ $n -lt 100 ]; do
		sleep 0.1
		n=$((n + 1))
	done
	fetch 200 "$address"
	has '<title>The Example Times: archive</title>'
	fetch 200 "$address?q=%22land+border%22+%D0%B3%D0%B0%D0%B7&n=2&lang=kk"
	has '<mark>land border</mark>'
	has '<html lang="kk">'
	grep -qi "^content-security-policy: default-src 'none'" \
		"$dir/headers" || fail "$name: the policy is lost"
	tag=$(tr -d '\r' <"$dir/headers" | sed -n 's/^[Ee][Tt][Aa][Gg]: //p')
	fetch 304 -H "If-None-Match: $tag" \
		"$address?q=%22land+border%22+%D0%B3%D0%B0%D0%B7&n=2&lang=kk"
	fetch 200 -H 'Accept-Language: ru' "$address?q=gas"
	has '<html lang="ru">'
	fetch 200 -I "$address?q=gas"
	[ ! -s "$dir/page" ] || grep -qi '^HTTP' "$dir/page" ||
		fail "$name: HEAD has a body"
	fetch 400 "$address?n=x"
	fetch 404 "$address?id=aaaaaaaaaaaaa"
	fetch 405 -d q=gas "$address"
	fetch 200 --compressed "$address?q=gas"
	has '</html>'
	# Several at once, more than there are processes.
	seq 12 | sed "s|.*|url = \"$address?q=gas+&\"\noutput = /dev/null|" |
		curl -s --parallel --parallel-immediate --max-time 30 \
			-w '%{http_code}\n' -K - >"$dir/page" 2>/dev/null
	[ "$(grep -cx '200' "$dir/page")" -eq 12 ] ||
		fail "$name: not all of 12 at once are answered"
	stop
	[ $failed -eq 0 ] || {
		tail -n 20 "$dir"/*log
		exit 1
	}
	: >"$dir/log"
}

# ---- FastCGI, systemd ----------------------------------------------------

# start_units: the socket as the units have it, with what is of systemd and
# needs no systemd to run.
start_units() {
	rm -f "$dir/saiga.sock"
	start systemd-socket-activate --inetd \
		-l "$(sed -n 's/^ListenStream=//p' "$dir/saiga.socket")" \
		-E SAIGA_CONFIG="$SAIGA_CONFIG" -E ASAN_OPTIONS="$ASAN_OPTIONS" \
		"$(sed -n 's/^ExecStart=//p' "$dir/saiga.service")"
	n=0
	while [ ! -S "$dir/saiga.sock" ] && [ $n -lt 100 ]; do
		sleep 0.1
		n=$((n + 1))
	done
}

block /etc/systemd/system/saiga.socket >"$dir/saiga.socket"
block /etc/systemd/system/saiga.service >"$dir/saiga.service"
units=
if ! missing systemd-socket-activate systemd-analyze; then
	units=1 name=systemd
	# Without the user, who is not on this machine.
	sed -i '/^User=/d' "$dir/saiga.service"
	systemd-analyze --man=no verify "$dir/saiga.socket" \
		"$dir/saiga.service" >"$dir/said" 2>&1
	grep -F "$dir/saiga." "$dir/said" && fail 'systemd finds faults'
	systemd-analyze security --offline=yes --threshold=20 --no-pager \
		"$dir/saiga.service" >"$dir/said" 2>&1 ||
		fail "$(tail -n 1 "$dir/said")"
fi

# ---- nginx ---------------------------------------------------------------

# start_nginx: with $dir/site.conf, and all that it writes in $dir.
start_nginx() {
	{
		echo "pid $dir/nginx.pid; daemon off; error_log stderr;"
		echo 'events { }'
		echo "http { access_log off; client_body_temp_path $dir/body;"
		for kind in fastcgi proxy uwsgi scgi; do
			echo "${kind}_temp_path $dir/temp-$kind;"
		done
		cat "$dir/site.conf"
		echo '}'
	} >"$dir/nginx.conf"
	start nginx -e stderr -p "$dir" -c "$dir/nginx.conf"
}

if ! missing nginx && [ -n "$units" ]; then
	take_port
	block /etc/nginx/conf.d/saiga.conf >"$dir/site.conf"
	start_units
	start_nginx
	check 'nginx, FastCGI' /
fi
if ! missing nginx fcgiwrap; then
	take_port
	block /etc/nginx/conf.d/saiga-cgi.conf >"$dir/site.conf"
	start fcgiwrap -s "unix:$dir/fcgiwrap.socket"
	start_nginx
	check 'nginx, fcgiwrap' /search
fi

# ---- lighttpd ------------------------------------------------------------

# start_lighttpd PATH: with that file.
start_lighttpd() {
	take_port
	{
		echo 'server.bind = "127.0.0.1"'
		echo "server.port = $port"
		echo "server.document-root = \"$dir/empty\""
		echo "server.upload-dirs = ( \"$dir\" )"
		# CGI gets no variable but these.
		echo 'server.modules = ( "mod_setenv" )'
		echo 'setenv.set-environment = ('
		echo "\"SAIGA_CONFIG\" => \"$SAIGA_CONFIG\","
		echo "\"ASAN_OPTIONS\" => \"$ASAN_OPTIONS\" )"
		block "$1"
	} >"$dir/lighttpd.conf"
	start lighttpd -D -f "$dir/lighttpd.conf"
}

if ! missing lighttpd; then
	if [ -n "$units" ]; then
		start_units
		start_lighttpd /etc/lighttpd/conf-enabled/50-saiga.conf
		check 'lighttpd, FastCGI' /
	fi
	start_lighttpd /etc/lighttpd/conf-enabled/51-saiga.conf
	check 'lighttpd, FastCGI of its own' /
	start_lighttpd /etc/lighttpd/conf-enabled/52-saiga.conf
	check 'lighttpd, CGI' /search
fi

# ---- Apache --------------------------------------------------------------

# start_apache PATH MODULE...: with that file.
start_apache() {
	path=$1
	shift
	{
		echo "ServerRoot $dir"
		echo "ServerName localhost"
		echo "Listen 127.0.0.1:$port"
		echo "PidFile $dir/apache.pid"
		echo "ErrorLog $dir/apache.log"
		echo "DefaultRuntimeDir $dir"
		echo "DocumentRoot $dir/empty"
		for module in mpm_event authz_core alias "$@"; do
			echo "LoadModule ${module}_module" \
				"/usr/lib/apache2/modules/mod_$module.so"
		done
		[ $# -ne 1 ] || echo "ScriptSock $dir/cgisock"
		echo 'PassEnv SAIGA_CONFIG ASAN_OPTIONS'
		block "$path"
	} >"$dir/apache.conf"
	start apache2 -D FOREGROUND -f "$dir/apache.conf"
}

if ! missing apache2; then
	if [ -n "$units" ]; then
		take_port
		start_units
		start_apache /etc/apache2/sites-available/saiga.conf \
			env proxy proxy_fcgi
		check 'Apache, FastCGI' /
	fi
	take_port
	start_apache /etc/apache2/conf-available/saiga.conf env cgid
	check 'Apache, CGI' /search
fi

[ $failed -eq 0 ] || exit 1
[ $ran -gt 0 ] || exit 77
blocks=$(grep -c '^# /etc/[nal][^ ]*$' "$document")
[ $skipped -eq 1 ] || [ $ran -eq "$blocks" ] ||
	fail "$ran of $blocks configurations were started"
exit $failed
