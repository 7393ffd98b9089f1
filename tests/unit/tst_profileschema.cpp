// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

/// resources/schemas/profile.schema.json says what lib/profile/profile.cpp reads and writes.
class tst_ProfileSchema final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyMemberIsDescribed();
    void membersOfTheSchemaAreKnown();
    void membersOfTheProgramAreInTheSchema();
    void rangesAreThoseOfTheProgram();
    void defaultsAreThoseOfTheProgram();

private:
    [[nodiscard]] QJsonObject resolved(const QJsonObject &schema) const;
    [[nodiscard]] QJsonValue exampleOf(const QJsonObject &schema) const;
    [[nodiscard]] QJsonObject exampleOfAll(QJsonObject properties) const;
    void collectNames(const QJsonObject &properties, QSet<QString> &names) const;

    QJsonObject m_schema;
    QJsonObject m_properties; ///< Of a profile, without what belongs to the file.
};

namespace {

QByteArray contents(const QString &path)
{
    QFile file(QStringLiteral(SONDE_SOURCE) + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void tst_ProfileSchema::initTestCase()
{
    m_schema = QJsonDocument::fromJson(contents(u"/resources/schemas/profile.schema.json"_s)).object();
    m_properties = m_schema[u"properties"_s].toObject();
    m_properties.remove(u"version"_s);
    m_properties.remove(u"$schema"_s);
    QVERIFY(!m_properties.isEmpty());
}

QJsonObject tst_ProfileSchema::resolved(const QJsonObject &schema) const
{
    const QString ref = schema[u"$ref"_s].toString();
    return ref.isEmpty() ? schema : m_schema[u"$defs"_s][ref.section(u'/', -1)].toObject();
}

/// A value that is not the default.
QJsonValue tst_ProfileSchema::exampleOf(const QJsonObject &schema) const
{
    const QString type = schema[u"type"_s].toString();
    if (const QJsonArray values = schema[u"enum"_s].toArray(); !values.isEmpty())
        return values.last() != schema[u"default"_s] ? values.last() : values.first();
    if (type == u"string")
        return u"text"_s;
    if (type == u"boolean")
        return !schema[u"default"_s].toBool();
    if (type == u"integer" || type == u"number")
        return schema[u"maximum"_s] != schema[u"default"_s] ? schema[u"maximum"_s] : schema[u"minimum"_s];
    if (type == u"array")
        return QJsonArray{exampleOf(resolved(schema[u"items"_s].toObject()))};
    return exampleOfAll(schema[u"properties"_s].toObject());
}

QJsonObject tst_ProfileSchema::exampleOfAll(QJsonObject properties) const
{
    for (auto member = properties.begin(); member != properties.end(); ++member)
        member.value() = exampleOf(member.value().toObject());
    return properties;
}

void tst_ProfileSchema::collectNames(const QJsonObject &properties, QSet<QString> &names) const
{
    for (const QString &name : properties.keys()) {
        names.insert(name);
        const QJsonObject items = resolved(properties[name][u"items"_s].toObject());
        collectNames(items[u"properties"_s].toObject(), names);
        collectNames(properties[name][u"properties"_s].toObject(), names);
    }
}

void tst_ProfileSchema::everyMemberIsDescribed()
{
    QList<QJsonObject> levels = {m_schema[u"properties"_s].toObject()};
    for (const QJsonValue &definition : m_schema[u"$defs"_s].toObject())
        levels << definition[u"properties"_s].toObject();
    for (const QJsonObject &level : std::as_const(levels)) {
        for (const QString &name : level.keys())
            QVERIFY2(level[name][u"description"_s].toString().endsWith(u'.'), qPrintable(name));
    }
}

void tst_ProfileSchema::membersOfTheSchemaAreKnown()
{
    const QJsonObject example = exampleOfAll(m_properties);
    const auto mistake = findMistake(example);
    QVERIFY2(!mistake, mistake ? qPrintable(mistake->path + u": "_s + mistake->reason) : "");
    QCOMPARE(toJson(profileFromJson(example)), example);
}

void tst_ProfileSchema::membersOfTheProgramAreInTheSchema()
{
    QSet<QString> names;
    collectNames(m_properties, names);
    // The table of members in the source: visitor(u"name"_s, ...
    static const QRegularExpression member(uR"-(visitor\(u"(\w+)"_s)-"_s);
    auto matches = member.globalMatch(QString::fromUtf8(contents(u"/lib/profile/profile.cpp"_s)));
    QVERIFY(matches.hasNext());
    while (matches.hasNext()) {
        const QString name = matches.next().captured(1);
        QVERIFY2(names.contains(name), qPrintable(name));
    }
}

void tst_ProfileSchema::rangesAreThoseOfTheProgram()
{
    for (const QString &name : m_properties.keys()) {
        const QJsonObject member = m_properties[name].toObject();
        if (member[u"type"_s] == u"number"_s) {
            const double low = member[u"minimum"_s].toDouble();
            const double high = member[u"maximum"_s].toDouble();
            QVERIFY2(!findMistake({{name, low}}) && !findMistake({{name, high}}), qPrintable(name));
            QVERIFY2(!findMistake({{name, (low + high) / 3}}), qPrintable(name));
            QVERIFY2(findMistake({{name, low - 0.01}}) && findMistake({{name, high + 0.01}}), qPrintable(name));
        }
        if (member[u"type"_s] != u"integer"_s)
            continue;
        const qint64 low = member[u"minimum"_s].toInteger();
        const qint64 high = member[u"maximum"_s].toInteger();
        QVERIFY2(!findMistake({{name, low}}) && !findMistake({{name, high}}), qPrintable(name));
        QVERIFY2(findMistake({{name, low - 1}}) && findMistake({{name, high + 1}}), qPrintable(name));
    }
}

void tst_ProfileSchema::defaultsAreThoseOfTheProgram()
{
    for (const QString &name : m_properties.keys()) {
        const QJsonObject member = m_properties[name].toObject();
        if (!member.contains(u"default"_s))
            continue;
        // Defaults are left out when a profile is written.
        QVERIFY2(toJson(profileFromJson({{name, member[u"default"_s]}})).isEmpty(), qPrintable(name));
    }
}

QTEST_GUILESS_MAIN(tst_ProfileSchema)
#include "tst_profileschema.moc"
