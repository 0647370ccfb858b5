namespace Charity.Ventures.Reviews.Assignment;

/// <summary>
/// The largest flow through a network and, among the largest, one of least cost (primal-dual method: shortest distances by reduced
/// costs, then all paths of that distance at once; Ahuja, Magnanti, Orlin, Network Flows, 9.8). Costs are small whole numbers, so
/// there are few distances and a thousand submissions take a moment. The same network always gives the same flow.
/// </summary>
internal sealed class MinCostFlow(int nodes)
{
    private const int Far = int.MaxValue;

    /// <summary>Arcs in pairs: an even one as it was added, the odd one after it takes its flow back.</summary>
    private readonly List<(int From, int To, int Room, int Cost)> _added = [];

    // The same arcs node by node, as arrays: the inner loops read them a thousand times over.
    private readonly int[] _first = new int[nodes + 1];
    private int[] _to = [];
    private int[] _cost = [];
    private int[] _room = [];
    private int[] _twin = [];
    private int[] _place = [];

    private readonly int[] _potential = new int[nodes];
    private readonly int[] _distance = new int[nodes];
    private readonly int[] _level = new int[nodes];
    private readonly int[] _next = new int[nodes];
    private readonly Queue<int> _layered = new();
    private readonly PriorityQueue<int, int> _nearest = new();

    /// <summary>Answers with the arc's number, for <see cref="FlowOn"/>.</summary>
    /// <param name="cost">Per unit, not negative.</param>
    public int AddArc(int from, int to, int capacity, int cost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        _added.Add((from, to, capacity, cost));
        _added.Add((to, from, 0, -cost));
        return _added.Count - 2;
    }

    public int FlowOn(int arc) => _room[_place[arc + 1]];

    public (long Flow, long Cost) Run(int source, int sink)
    {
        LayOut();
        var (flow, cost) = (0L, 0L);
        while (MeasureDistances(source, sink))
        {
            while (Layer(source, sink))
            {
                Array.Copy(_first, _next, _next.Length);
                while (Push(source, sink, int.MaxValue) is > 0 and var pushed)
                {
                    flow += pushed;
                    cost += (long)pushed * (_potential[sink] - _potential[source]);
                }
            }
        }

        return (flow, cost);
    }

    private void LayOut()
    {
        Array.Clear(_first);
        foreach (var arc in _added)
        {
            _first[arc.From + 1]++;
        }

        for (var node = 0; node < nodes; node++)
        {
            _first[node + 1] += _first[node];
        }

        var free = (int[])_first.Clone();
        (_to, _cost, _room, _twin, _place) = (new int[_added.Count], new int[_added.Count], new int[_added.Count], new int[_added.Count], new int[_added.Count]);
        for (var arc = 0; arc < _added.Count; arc++)
        {
            var place = _place[arc] = free[_added[arc].From]++;
            (_, _to[place], _room[place], _cost[place]) = _added[arc];
        }

        for (var arc = 0; arc < _added.Count; arc++)
        {
            _twin[_place[arc]] = _place[arc ^ 1];
        }
    }

    /// <summary>Dijkstra over reduced costs, as far as the sink; false when nothing reaches it any more.</summary>
    private bool MeasureDistances(int source, int sink)
    {
        Array.Fill(_distance, Far);
        _nearest.Clear();
        _distance[source] = 0;
        _nearest.Enqueue(source, 0);
        while (_nearest.TryDequeue(out var node, out var distance) && distance < _distance[sink])
        {
            if (distance > _distance[node])
            {
                continue;
            }

            var begin = distance + _potential[node];
            for (var arc = _first[node]; arc < _first[node + 1]; arc++)
            {
                // What is no nearer than the sink is not looked at again.
                if (_room[arc] > 0 && begin + _cost[arc] - _potential[_to[arc]] is var through && through < _distance[_to[arc]] && through < _distance[sink])
                {
                    _distance[_to[arc]] = through;
                    _nearest.Enqueue(_to[arc], through);
                }
            }
        }

        if (_distance[sink] == Far)
        {
            return false;
        }

        for (var node = 0; node < nodes; node++)
        {
            _potential[node] += Math.Min(_distance[node], _distance[sink]);
        }

        return true;
    }

    /// <summary>Levels over the arcs that lie on shortest paths, so that a push never walks in a circle.</summary>
    private bool Layer(int source, int sink)
    {
        Array.Fill(_level, -1);
        _layered.Clear();
        _level[source] = 0;
        _layered.Enqueue(source);
        while (_level[sink] < 0 && _layered.TryDequeue(out var node))
        {
            for (var arc = _first[node]; arc < _first[node + 1]; arc++)
            {
                if (_room[arc] > 0 && _level[_to[arc]] < 0 && IsShortest(node, arc))
                {
                    _level[_to[arc]] = _level[node] + 1;
                    _layered.Enqueue(_to[arc]);
                }
            }
        }

        return _level[sink] >= 0;
    }

    private int Push(int node, int sink, int most)
    {
        if (node == sink)
        {
            return most;
        }

        for (; _next[node] < _first[node + 1]; _next[node]++)
        {
            var arc = _next[node];
            if (_room[arc] > 0 && _level[_to[arc]] == _level[node] + 1 && IsShortest(node, arc) && Push(_to[arc], sink, Math.Min(most, _room[arc])) is > 0 and var pushed)
            {
                _room[arc] -= pushed;
                _room[_twin[arc]] += pushed;
                return pushed;
            }
        }

        return 0;
    }

    private bool IsShortest(int node, int arc) => _cost[arc] + _potential[node] == _potential[_to[arc]];
}
