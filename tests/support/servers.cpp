// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/servers.h"

using namespace Qt::StringLiterals;

namespace sonde {

ServerProcess::Arguments nginx(quint16 upstream, const QByteArray &listen, const QByteArray &directives)
{
    return [upstream, listen, directives](quint16 port, const QString &folder) {
        writeFile(folder + u"/users"_s, "anna:{PLAIN}s3cret\nbob:{PLAIN}pass word\n");
        const QByteArray configuration = R"(
daemon off; master_process off; pid nginx.pid; error_log stderr;
events {}
http {
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {
        listen 127.0.0.1:)"
            + QByteArray::number(port) + listen + R"(;
        )" + directives
            + R"(
        location / {
            proxy_pass http://127.0.0.1:)"
            + QByteArray::number(upstream) + R"(;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
        }
    }
})";
        return QStringList{u"-e"_s, u"stderr"_s, u"-p"_s,
                           folder,  u"-c"_s,     writeFile(folder + u"/nginx.conf"_s, configuration)};
    };
}

QStringList microsocks(quint16 port, const QString &)
{
    return {u"-i"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(port), u"-u"_s, u"anna"_s, u"-P"_s, u"s3cret"_s};
}

QStringList tinyproxy(quint16 port, const QString &folder)
{
    const QByteArray configuration = "Port " + QByteArray::number(port)
        + "\nListen 127.0.0.1\nTimeout 60\nAllow 127.0.0.1\nBasicAuth anna s3cret\nLogLevel Critical\n";
    return {u"-d"_s, u"-c"_s, writeFile(folder + u"/tinyproxy.conf"_s, configuration)};
}

} // namespace sonde
