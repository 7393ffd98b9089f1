// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsontree.h"

#include "core/jsontext.h"

#include <QHashFunctions>

namespace sonde {

namespace {

constexpr JsonTree::Index stopInterval = 0x3fff; // Values between two looks at the stop token.

quint64 mixed(quint64 a, quint64 b)
{
    // The finalizer of MurmurHash3 over both, so that order counts.
    quint64 h = a * 0x9e3779b97f4a7c15U + b;
    h ^= h >> 33U;
    h *= 0xff51afd7ed558ccdU;
    h ^= h >> 33U;
    h *= 0xc4ceb9fe1a85ec53U;
    return h ^ (h >> 33U);
}

// With a seed of this process, so that no peer can make two values meet.
quint64 hashed(QByteArrayView bytes)
{
    static const std::size_t seed = QHashSeed::globalSeed();
    return qHashBits(bytes.data(), std::size_t(bytes.size()), seed);
}

quint64 hashedName(QByteArrayView written)
{
    if (written.contains('\\'))
        return hashed(jsonStringValue(written).toUtf8());
    return hashed(written.sliced(1, written.size() - 2));
}

} // namespace

class JsonTree::Builder final
{
public:
    explicit Builder(QByteArrayView text)
        : m_reader(text)
    {
        m_tree.m_text = text;
    }

    Result<JsonTree> build(const std::stop_token &stop)
    {
        for (Token token = m_reader.next(); token != Token::End; token = m_reader.next()) {
            if (token == Token::Invalid)
                return tl::unexpected(m_reader.error());
            if (m_tree.m_nodes.size() >= std::size_t(mostNodes))
                return fail(tr("There are more than %L1 values in this text.").arg(mostNodes));
            if ((count() & stopInterval) == 0 && stop.stop_requested())
                break;
            handle(token);
        }
        return std::move(m_tree);
    }

private:
    [[nodiscard]] Index count() const { return Index(m_tree.m_nodes.size()); }

    void handle(Token token)
    {
        switch (token) {
        case Token::Name:
            m_nameBegin = qint32(m_reader.offset());
            m_nameHash = hashedName(m_reader.text());
            break;
        case Token::BeginObject:
        case Token::BeginArray:
            m_open.push_back({count(), m_nameHash});
            add(token, mixed(quint64(token), 0));
            break;
        case Token::EndObject:
        case Token::EndArray:
            close();
            break;
        default:
            add(token, hashed(m_reader.text()));
            contribute(m_tree.m_nodes.back().hash, m_nameHash);
        }
    }

    void add(Token token, quint64 hash)
    {
        const auto begin = qint32(m_reader.offset());
        const auto nameOffset = m_nameBegin < 0 ? 0 : begin - m_nameBegin;
        m_tree.m_nodes.push_back({token, count() + 1, begin, qint32(m_reader.text().size()), nameOffset, hash});
        m_nameBegin = -1;
    }

    void close()
    {
        const Open open = m_open.back();
        m_open.pop_back();
        Node &node = m_tree.m_nodes[std::size_t(open.node)];
        node.next = count();
        node.length = qint32(m_reader.end() - node.begin);
        contribute(node.hash, open.nameHash);
    }

    /// Makes a value count in what it is part of: in an object with its name, in whichever order.
    void contribute(quint64 hash, quint64 nameHash)
    {
        if (m_open.empty())
            return;
        Node &parent = m_tree.m_nodes[std::size_t(m_open.back().node)];
        if (parent.token == Token::BeginObject)
            parent.hash += mixed(nameHash, hash);
        else
            parent.hash = mixed(parent.hash, hash);
    }

    struct Open
    {
        Index node;
        quint64 nameHash;
    };

    JsonReader m_reader;
    JsonTree m_tree;
    std::vector<Open> m_open;
    qint32 m_nameBegin = -1;
    quint64 m_nameHash = 0;
};

Result<JsonTree> JsonTree::parse(QByteArrayView text, const std::stop_token &stop)
{
    if (text.size() > std::numeric_limits<qint32>::max())
        return fail(tr("This text is longer than 2 GB."));
    return Builder(text).build(stop);
}

std::vector<JsonTree::Index> JsonTree::children(Index index) const
{
    std::vector<Index> result;
    for (Index child = index + 1; child < node(index).next; child = node(child).next)
        result.push_back(child);
    return result;
}

QByteArrayView JsonTree::text(Index index) const
{
    return m_text.sliced(node(index).begin, node(index).length);
}

QByteArrayView JsonTree::name(Index index) const
{
    const qsizetype begin = node(index).begin - node(index).nameOffset;
    return m_text.sliced(begin, jsontext::stringEnd(m_text, begin) - begin);
}

} // namespace sonde
