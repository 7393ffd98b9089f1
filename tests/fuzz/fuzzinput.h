// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace sonde {

/// Ends the program where `holds` is false, so that libFuzzer keeps the input.
inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "Does not hold: %s\n", what);
    std::abort();
}

/// What a fuzzer made up: some bytes of parameters, behind them the bytes to read.
class FuzzInput final
{
public:
    FuzzInput(const quint8 *data, size_t size)
        : m_rest(reinterpret_cast<const char *>(data), qsizetype(size))
    {
    }

    /// The next parameter; 0 where there is none.
    [[nodiscard]] quint8 parameter()
    {
        if (m_rest.isEmpty())
            return 0;
        const auto first = quint8(m_rest.front());
        m_rest = m_rest.sliced(1);
        return first;
    }
    [[nodiscard]] QByteArrayView rest() const { return m_rest; }

private:
    QByteArrayView m_rest;
};

/// Where to cut bytes: four parameters are the sizes of the pieces in turn. All of them 0 for no cut.
class Cuts final
{
public:
    explicit Cuts(FuzzInput &input)
    {
        for (quint8 &size : m_sizes)
            size = input.parameter();
    }

    /// Calls `use` with each piece in a buffer of its own, so that AddressSanitizer sees who reads beyond it.
    template <typename Use>
    void forEach(QByteArrayView bytes, Use use) const
    {
        const bool isWhole = std::ranges::count(m_sizes, 0) == qsizetype(m_sizes.size());
        for (size_t i = 0; !bytes.isEmpty(); ++i) {
            const qsizetype size =
                isWhole ? bytes.size() : std::min<qsizetype>(m_sizes[i % m_sizes.size()], bytes.size());
            use(QByteArray(bytes.data(), size));
            bytes = bytes.sliced(size);
        }
    }

private:
    std::array<quint8, 4> m_sizes{};
};

} // namespace sonde

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size);
