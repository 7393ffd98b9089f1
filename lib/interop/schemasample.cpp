// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/schemasample.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

// Schemas may hold themselves, several times over.
constexpr int MaxDepth = 8;
constexpr int MaxSchemas = 1'000;

class Sampler final
{
public:
    explicit Sampler(const FollowReference &follow)
        : m_follow(follow)
    {
    }

    QJsonValue sample(const QJsonValue &schema, int depth)
    {
        if (depth > MaxDepth || ++m_count > MaxSchemas)
            return QJsonValue::Null;
        const QJsonObject object = m_follow(schema).toObject();
        if (const QJsonValue example = schemaExample(object); !example.isUndefined())
            return example;
        for (const QStringView key : {u"oneOf", u"anyOf"}) {
            if (const QJsonArray choices = object[key].toArray(); !choices.isEmpty())
                return sample(choices.first(), depth + 1);
        }
        QJsonObject members;
        for (const QJsonValue &part : object[u"allOf"].toArray()) {
            const QJsonObject more = sample(part, depth + 1).toObject();
            for (auto it = more.begin(); it != more.end(); ++it)
                members.insert(it.key(), it.value());
        }
        const QJsonObject properties = object[u"properties"].toObject();
        for (auto it = properties.begin(); it != properties.end(); ++it)
            members.insert(it.key(), sample(it.value(), depth + 1));
        const QJsonValue type = object[u"type"].isArray() ? object[u"type"][0] : object[u"type"];
        if (!members.isEmpty() || type == u"object"_s)
            return members;
        if (type == u"array"_s)
            return object.contains(u"items"_s) ? QJsonArray{sample(object[u"items"], depth + 1)} : QJsonArray();
        return emptyValue(type.toString());
    }

private:
    static QJsonValue emptyValue(const QString &type)
    {
        if (type == u"integer" || type == u"number")
            return 0;
        if (type == u"boolean")
            return false;
        return type == u"string" ? QJsonValue(QString()) : QJsonValue(QJsonValue::Null);
    }

    const FollowReference &m_follow;
    int m_count = 0;
};

} // namespace

QJsonValue schemaExample(const QJsonObject &schema)
{
    for (const QStringView key : {u"const", u"example", u"default"}) {
        if (const QJsonValue value = schema[key]; !value.isUndefined())
            return value;
    }
    for (const QStringView key : {u"examples", u"enum"}) {
        if (const QJsonArray values = schema[key].toArray(); !values.isEmpty())
            return values.first();
    }
    return QJsonValue::Undefined;
}

QJsonValue schemaSample(const QJsonValue &schema, const FollowReference &follow)
{
    return Sampler(follow).sample(schema, 0);
}

} // namespace sonde
