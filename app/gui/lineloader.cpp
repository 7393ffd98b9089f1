// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lineloader.h"

namespace sonde {

namespace {

constexpr qint64 MostAtOnce = 256 << 10; // bytes that are read without a pause that is felt

} // namespace

LineLoader::LineLoader(std::function<ByteRange()> onScreen, QObject *parent)
    : QObject(parent)
    , m_onScreen(std::move(onScreen))
    , m_indexing(this)
{
}

void LineLoader::setText(const PayloadBytes &text, LineLayout layout, int columns)
{
    m_text = text;
    m_layout = layout;
    m_columns = columns;
    m_folds = {};
    m_index = m_next = {};
    start();
}

void LineLoader::setColumns(int columns)
{
    m_columns = columns;
    start();
}

void LineLoader::setFolds(const Folds &folds)
{
    m_folds = folds;
    start();
}

void LineLoader::toggleFold(qint64 offset)
{
    m_folds.toggle(offset);
    start();
}

void LineLoader::start()
{
    const bool isLong = m_text.size() > MostAtOnce;
    const int generation = ++m_generation;
    m_next = LineIndex(LineMaker::create(m_layout, m_text.view(), m_columns, m_folds), m_index.jumps());
    m_isNextShown = m_index.lines() == 0;
    if (m_isNextShown)
        m_index = m_next;
    const auto publish = [this, generation, isLong](LineIndex::Part &&part) {
        if (!isLong) {
            handlePart(generation, std::move(part));
            return;
        }
        QMetaObject::invokeMethod(
            this, [=, this, moved = std::move(part)]() mutable { handlePart(generation, std::move(moved)); },
            Qt::QueuedConnection);
    };
    m_indexing.run(
        isLong,
        [publish, text = m_text, index = m_next](WorkControl &control) {
            extendIndex(index, text.size(), control, publish);
            return true;
        },
        [this](bool) { emit busyChanged(); });
    if (isLong)
        emit busyChanged();
}

void LineLoader::handlePart(int generation, LineIndex::Part &&part)
{
    if (generation != m_generation)
        return; // of a text, a width or folds that are no more
    if (m_isNextShown) {
        m_index.append(std::move(part));
    } else {
        m_next.append(std::move(part));
        const ByteRange onScreen = m_onScreen();
        if (!m_next.reaches(onScreen.end))
            return;
        m_index = std::exchange(m_next, {});
        m_isNextShown = true;
        emit replaced(onScreen.begin);
    }
    emit grown();
}

} // namespace sonde
