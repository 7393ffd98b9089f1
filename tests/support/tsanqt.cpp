// SPDX-License-Identifier: GPL-3.0-or-later
// Tells ThreadSanitizer what it can't see: that Qt's queues hand over from thread to thread. Debian's Qt is not
// instrumented, and its mutexes and semaphores are futexes of its own. Without this every queued call looks like a race;
// suppressions would have to hide all that a queued call runs. Linked into tests under -fsanitize=thread, with
// -Wl,--wrap for the functions below.
#include <QObject>
#include <QThreadPool>

#include <sanitizer/tsan_interface.h>

#include <functional>
#include <memory>
#include <utility>

namespace {

/// A slot that runs after what was done before the call was posted.
class TracedSlot final : public QtPrivate::QSlotObjectBase
{
public:
    TracedSlot(QtPrivate::QSlotObjectBase *inner, void *sender, void *done)
        : QSlotObjectBase(&TracedSlot::run)
        , m_inner(inner)
        , m_sender(sender)
        , m_done(done)
    {
        __tsan_release(this);
    }

private:
    static void run(int which, QSlotObjectBase *base, QObject *receiver, void **args, bool *ret)
    {
        __tsan_acquire(base);
        auto *self = static_cast<TracedSlot *>(base);
        if (self->m_sender && which != Compare)
            __tsan_acquire(self->m_sender);
        switch (which) {
        case Destroy:
            self->m_inner->destroyIfLastRef();
            delete self;
            break;
        case Call:
            self->m_inner->call(receiver, args);
            if (self->m_done)
                __tsan_release(self->m_done);
            break;
        case Compare:
            *ret = self->m_inner->compare(args);
            break;
        default:
            break;
        }
    }

    QtPrivate::QSlotObjectBase *m_inner;
    void *m_sender; ///< Of the signal, released by whoever emits.
    void *m_done; ///< Acquired by a caller that waits.
};

} // namespace

#define ACTIVATE _ZN11QMetaObject8activateEP7QObjectPKS_iPPv
#define INVOKE _ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv
#define CONNECT                                                                                                        \
    _ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject
#define POOL_START _ZN11QThreadPool5startESt8functionIFvvEEi
#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#define REAL(name) JOIN(__real_, name)
#define WRAP(name) JOIN(__wrap_, name)

extern "C" {

void REAL(ACTIVATE)(QObject *sender, const QMetaObject *meta, int signal, void **args);
void WRAP(ACTIVATE)(QObject *sender, const QMetaObject *meta, int signal, void **args)
{
    __tsan_release(sender);
    REAL(ACTIVATE)(sender, meta, signal, args);
}

bool REAL(INVOKE)(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *ret);
bool WRAP(INVOKE)(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *ret)
{
    char done = 0;
    const bool waits = type == Qt::BlockingQueuedConnection;
    const bool ok = REAL(INVOKE)(object, new TracedSlot(slot, nullptr, waits ? &done : nullptr), type, ret);
    if (waits)
        __tsan_acquire(&done);
    return ok;
}

QMetaObject::Connection REAL(CONNECT)(const QObject *sender, void **signal, const QObject *receiver, void **slot,
                                      QtPrivate::QSlotObjectBase *object, Qt::ConnectionType type, const int *types,
                                      const QMetaObject *meta);
QMetaObject::Connection WRAP(CONNECT)(const QObject *sender, void **signal, const QObject *receiver, void **slot,
                                      QtPrivate::QSlotObjectBase *object, Qt::ConnectionType type, const int *types,
                                      const QMetaObject *meta)
{
    return REAL(CONNECT)(sender, signal, receiver, slot, new TracedSlot(object, const_cast<QObject *>(sender), nullptr),
                         type, types, meta);
}

void REAL(POOL_START)(QThreadPool *pool, std::function<void()> work, int priority);
void WRAP(POOL_START)(QThreadPool *pool, std::function<void()> work, int priority)
{
    const auto token = std::make_shared<char>();
    __tsan_release(token.get());
    const auto traced = [token, work = std::move(work)] {
        __tsan_acquire(token.get());
        work();
    };
    REAL(POOL_START)(pool, traced, priority);
}

} // extern "C"
