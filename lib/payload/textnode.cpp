// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/textnode.h"

#include "core/jsonreader.h"
#include "core/jsontext.h"
#include "payload/workcontrol.h"
#include "payload/xmltokens.h"

#include <QHash>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::TextNode)
};

constexpr size_t MostLevels = 10'000;

tl::unexpected<Error> tooDeep()
{
    return fail(Texts::tr("This is nested too deeply for a path."));
}

bool isClosing(char c)
{
    return c == '}' || c == ']';
}

/// Past the string, the bracket, the mark or the scalar at `i`.
qsizetype tokenEnd(QByteArrayView text, qsizetype i)
{
    if (text[i] == '"')
        return jsontext::stringEnd(text, i);
    constexpr QByteArrayView Marks(",:[]{}");
    if (Marks.contains(text[i]))
        return i + 1;
    while (i < text.size() && !jsontext::isBlank(text[i]) && !Marks.contains(text[i]) && text[i] != '"')
        ++i;
    return i;
}

/// Past the value at `i`.
qsizetype valueEnd(QByteArrayView text, qsizetype i)
{
    qint64 depth = 0;
    do {
        i = jsontext::skipBlanks(text, i);
        if (i >= text.size())
            return text.size();
        depth += text[i] == '{' || text[i] == '[' ? 1 : isClosing(text[i]) ? -1 : 0;
        i = tokenEnd(text, i);
    } while (depth > 0);
    return i;
}

/// Walks through JSON, and knows which way it has come.
class JsonWalk final
{
public:
    explicit JsonWalk(QByteArrayView text)
        : m_text(text)
    {
    }

    Result<TextNode> nodeAt(qint64 offset, WorkControl &control)
    {
        qint64 count = 0;
        for (qsizetype i = jsontext::skipBlanks(m_text, 0); i < m_text.size();) {
            const qsizetype end = tokenEnd(m_text, i);
            if (end > offset)
                return nodeOf(i, end);
            if (m_open.size() > MostLevels)
                return tooDeep();
            pass(i, end);
            i = jsontext::skipBlanks(m_text, end);
            if (++count % 4096 == 0) {
                control.report(i, offset);
                if (control.isCancelled())
                    return TextNode();
            }
        }
        return TextNode();
    }

private:
    struct Slot
    {
        qsizetype opening; ///< Of the object or array.
        bool isObject;
        bool wantsName; ///< Of a member, next.
        qint64 index = 0;
        qsizetype nameBegin = 0, nameEnd = 0;
        qsizetype valueBegin = 0;
    };

    void pass(qsizetype begin, qsizetype end)
    {
        const char c = m_text[begin];
        if (isClosing(c)) {
            if (!m_open.empty())
                m_open.pop_back();
            return;
        }
        if (!m_open.empty()) {
            Slot &slot = m_open.back();
            if (c == ',') {
                ++slot.index;
                slot.wantsName = slot.isObject;
                return;
            }
            if (c == ':')
                return;
            if (slot.wantsName) {
                slot.nameBegin = begin;
                slot.nameEnd = end;
                slot.wantsName = false;
                return;
            }
            slot.valueBegin = begin;
        }
        if (c == '{' || c == '[')
            m_open.push_back({begin, c == '{', c == '{'});
    }

    [[nodiscard]] Result<TextNode> nodeOf(qsizetype begin, qsizetype end)
    {
        const char c = m_text[begin];
        if (isClosing(c) && !m_open.empty()) {
            const qsizetype opening = m_open.back().opening;
            m_open.pop_back();
            return TextNode{path(), opening, end};
        }
        if (!m_open.empty() && (c == ',' || (c == ':' && m_open.back().isObject))) {
            const qsizetype value = c == ',' ? m_open.back().valueBegin : jsontext::skipBlanks(m_text, begin + 1);
            return TextNode{path(), value, valueEnd(m_text, value)};
        }
        if (!m_open.empty() && m_open.back().wantsName) {
            pass(begin, end);
            const qsizetype colon = jsontext::skipBlanks(m_text, end);
            const qsizetype value = jsontext::skipBlanks(m_text, std::min(colon + 1, m_text.size()));
            return TextNode{path(), value, valueEnd(m_text, value)};
        }
        return TextNode{path(), begin, valueEnd(m_text, begin)};
    }

    [[nodiscard]] QString path() const
    {
        QString path = u"$"_s;
        for (const Slot &slot : m_open)
            path += slot.isObject ? step(m_text.sliced(slot.nameBegin, slot.nameEnd - slot.nameBegin))
                                  : u'[' + QString::number(slot.index) + u']';
        return path;
    }

    static QString step(QByteArrayView name)
    {
        const QString text = name.startsWith('"') ? jsonStringValue(name) : QString::fromUtf8(name);
        const auto isWord = [](QChar c) {
            return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
        };
        const bool isPlain = !text.isEmpty() && std::ranges::all_of(text, isWord) && !text[0].isDigit();
        return isPlain ? QString(u'.' + text) : QString(u'[' + QString::fromUtf8(toJsonString(text)) + u']');
    }

    QByteArrayView m_text;
    std::vector<Slot> m_open;
};

/// Walks through the elements of XML.
Result<TextNode> elementAt(QByteArrayView text, qint64 offset, WorkControl &control)
{
    struct Element
    {
        qint64 begin = 0;
        QString step;
        QHash<QByteArrayView, qint64> children;
    };
    std::vector<Element> open(1); // the document
    const auto path = [&](const QString &last) {
        QString steps;
        for (const Element &element : open)
            steps += element.step;
        return QString(steps + last);
    };
    qint64 count = 0;
    for (XmlToken token = xmlTokenAt(text, 0); token.kind != XmlToken::End; token = xmlTokenAt(text, token.end)) {
        const bool isHere = token.end > offset;
        if (token.kind == XmlToken::StartTag || token.kind == XmlToken::EmptyTag) {
            const QByteArrayView name = token.name(text);
            const qint64 number = ++open.back().children[name];
            const QString step =
                u'/' + QString::fromUtf8(name) + (open.size() > 1 ? u'[' + QString::number(number) + u']' : QString());
            if (isHere && token.kind == XmlToken::EmptyTag)
                return TextNode{path(step), token.begin, token.end};
            if (token.kind == XmlToken::StartTag)
                open.push_back({token.begin, step, {}});
        }
        if (isHere || open.size() > MostLevels) {
            if (!isHere)
                return tooDeep();
            if (open.size() == 1)
                return TextNode();
            const qint64 begin = open.back().begin;
            const QString found = path({});
            // On to the end of this element.
            qint64 depth = token.kind == XmlToken::EndTag ? 0 : 1;
            while (depth > 0 && token.kind != XmlToken::End) {
                token = xmlTokenAt(text, token.end);
                depth += token.kind == XmlToken::StartTag ? 1 : token.kind == XmlToken::EndTag ? -1 : 0;
            }
            return TextNode{found, begin, token.end};
        }
        if (token.kind == XmlToken::EndTag && open.size() > 1)
            open.pop_back();
        if (++count % 4096 == 0) {
            control.report(token.end, offset);
            if (control.isCancelled())
                break;
        }
    }
    return TextNode();
}

} // namespace

Result<TextNode> textNodeAt(LineLayout layout, QByteArrayView text, qint64 offset, WorkControl &control)
{
    switch (layout) {
    case LineLayout::Json:
        return JsonWalk(text).nodeAt(offset, control);
    case LineLayout::Xml:
        return elementAt(text, offset, control);
    case LineLayout::Text:
        break;
    }
    return TextNode();
}

} // namespace sonde
