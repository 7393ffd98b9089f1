// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/brunoitem.h"

#include "interop/foreignvalues.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

const QStringList &httpMethods()
{
    static const QStringList methods{u"get"_s,     u"post"_s, u"put"_s,     u"patch"_s, u"delete"_s,
                                     u"options"_s, u"head"_s, u"connect"_s, u"trace"_s, u"http"_s};
    return methods;
}

QList<ForeignVariable> asVariables(const QList<Field> &fields)
{
    QList<ForeignVariable> variables;
    for (const Field &field : fields)
        variables.append({field.name, field.value, field.isEnabled});
    return variables;
}

/// `mode` says which of the blocks counts.
ForeignAuth authOf(const BruFile &file, const QString &mode)
{
    QJsonObject members;
    if (const BruBlock *block = file.find(QString(u"auth:"_s + mode))) {
        for (const Field &pair : block->pairs)
            members.insert(pair.name, pair.value);
    }
    return foreignAuth(mode, members);
}

/// "inherit", or an object with its type.
ForeignAuth authOf(const QJsonValue &value, QStringView typeKey)
{
    if (value.isString())
        return {value.toString()};
    const QJsonObject object = value.toObject();
    const QString type = object[typeKey].toString();
    return foreignAuth(type, object[type].isObject() ? object[type].toObject() : object);
}

void addParameters(ForeignRequest &request, const QJsonValue &list)
{
    for (const QJsonValue &item : list.toArray()) {
        const bool isInPath = item[u"type"].toString() == u"path";
        (isInPath ? request.pathParameters : request.query) += foreignFields(QJsonArray{item});
    }
}

void setTimes(ForeignRequest &request, const QJsonValue &settings)
{
    request.timeout = milliseconds(settings[u"timeout"].toInt());
    request.pingInterval = milliseconds(settings[u"keepAliveInterval"].toInt());
}

/// "ws-request" and "websocket" are what others call "ws".
QString shortType(QString type)
{
    if (type.endsWith(u"-request"))
        type.chop(8);
    return type == u"websocket" ? u"ws"_s : type;
}

} // namespace

BrunoItem brunoItem(const BruFile &file)
{
    BrunoItem item{shortType(file.value(u"meta", u"type"))};
    item.order = file.value(u"meta", u"seq").toDouble();
    ForeignRequest &request = item.request;
    request.name = file.value(u"meta", u"name");
    QString mode = file.value(u"auth", u"mode"); // of a folder
    for (const BruBlock &block : file.blocks) {
        const bool isSocket = block.name == u"ws";
        if (isSocket || block.name == u"grpc" || httpMethods().contains(block.name)) {
            request.url = file.value(block.name, u"url");
            mode = file.value(block.name, u"auth");
            item.type = isSocket || item.type == u"ws" ? u"ws"_s : item.type.isEmpty() ? u"http"_s : item.type;
        } else if (block.name == u"headers") {
            request.headers += block.pairs;
        } else if (block.name == u"params:query" || block.name == u"query") {
            request.query += block.pairs;
        } else if (block.name == u"params:path") {
            request.pathParameters += block.pairs;
        } else if (block.name == u"vars:pre-request") {
            item.variables += asVariables(block.pairs);
        } else if (block.name == u"body:ws") {
            const BruFile one{{block}};
            request.messages << foreignMessage(one.value(block.name, u"name"), one.value(block.name, u"content"),
                                               one.value(block.name, u"type"));
        } else if (block.name == u"body:json" || block.name == u"body:text") {
            request.messages << foreignMessage({}, block.text, block.name.sliced(5));
        } else if (block.name == u"settings") {
            setTimes(request,
                     QJsonObject{{u"timeout"_s, file.value(u"settings", u"timeout").toInt()},
                                 {u"keepAliveInterval"_s, file.value(u"settings", u"keepAliveInterval").toInt()}});
        } else if (block.name.startsWith(u"script:") || block.name == u"tests") {
            item.hasScripts = item.hasScripts || !block.text.trimmed().isEmpty();
        }
    }
    request.auth = authOf(file, mode);
    return item;
}

BrunoItem openCollectionItem(const QJsonObject &object)
{
    const QJsonObject info = object[u"info"].toObject();
    BrunoItem item{shortType(info[u"type"].toString())};
    item.order = info[u"seq"].toDouble();
    ForeignRequest &request = item.request;
    request.name = textOf(info[u"name"]);
    // What a folder or a collection has for what is in it stands in "request".
    const QStringView key = item.type == u"ws" ? u"websocket" : item.type == u"http" ? u"http" : u"request";
    const QJsonObject details = object[key].toObject();
    request.url = textOf(details[u"url"]);
    request.headers = foreignFields(details[u"headers"]);
    request.auth = authOf(details[u"auth"], u"type");
    addParameters(request, details[u"params"]);
    const QJsonValue messages = details[u"message"];
    for (const QJsonValue &value : messages.isArray() ? messages.toArray() : QJsonArray{messages}) {
        const QJsonValue message = messages.isArray() ? value[u"message"] : value;
        if (const QString text = textOf(message[u"data"]); !text.isEmpty())
            request.messages << foreignMessage(textOf(value[u"title"]), text, textOf(message[u"type"]));
    }
    const QJsonObject runtime = object[u"runtime"].toObject();
    item.variables = foreignVariables(details[u"variables"]) + foreignVariables(runtime[u"variables"]);
    item.hasScripts = !runtime[u"scripts"].toArray().isEmpty() || !details[u"scripts"].toArray().isEmpty();
    setTimes(request, object[u"settings"]);
    return item;
}

BrunoItem exportedBrunoItem(const QJsonObject &object)
{
    BrunoItem item{shortType(object[u"type"].toString())};
    item.order = object[u"seq"].toDouble();
    // A folder or a collection has it in "root".
    const QJsonObject details =
        object.contains(u"root"_s) ? object[u"root"][u"request"].toObject() : object[u"request"].toObject();
    ForeignRequest &request = item.request;
    request.name = textOf(object[u"name"]);
    request.url = textOf(details[u"url"]);
    request.headers = foreignFields(details[u"headers"]);
    request.auth = authOf(details[u"auth"], u"mode");
    addParameters(request, details[u"params"]);
    for (const QJsonValue &message : details[u"body"][u"ws"].toArray())
        request.messages << foreignMessage(textOf(message[u"name"]), textOf(message[u"content"]),
                                           textOf(message[u"type"]));
    item.variables = foreignVariables(details[u"vars"][u"req"]);
    const QJsonObject script = details[u"script"].toObject();
    item.hasScripts = !textOf(script, {u"req", u"res"}).isEmpty() || !textOf(details[u"tests"]).isEmpty();
    setTimes(request, object[u"settings"]);
    return item;
}

QList<ForeignVariable> brunoVariables(const BruFile &file)
{
    QList<ForeignVariable> variables;
    for (const BruBlock &block : file.blocks) {
        if (block.name == u"vars")
            variables += asVariables(block.pairs);
        for (const QString &name : block.name == u"vars:secret" ? block.items : QStringList()) {
            const bool isOff = name.startsWith(u'~');
            variables.append({isOff ? name.sliced(1) : name, {}, !isOff, true});
        }
    }
    return variables;
}

} // namespace sonde
